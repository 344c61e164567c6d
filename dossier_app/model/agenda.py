"""Dates to keep: deadlines of tenders and ends of papers, as a list and as a calendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from dossier_app.base.text import Lang, Text, same
from dossier_app.model.checks.laterdates import delivery_end, warranty_end
from dossier_app.model.dossier import Dossier
from dossier_app.model.edition import months_before
from dossier_app.model.records import Record
from dossier_app.model.validity import WorkCalendar

_OPEN = ("preparing", "submitted", "won")
_FOLD = 75
"""Octets a line of a calendar file may have. Source: RFC 5545 3.1."""
CHALLENGE_WORKDAYS = 7
"""Source: 政府采购法 第五十二条."""


@dataclass(frozen=True, slots=True)
class Event:
    """One date to keep: a day, or a moment; `warn_days` before it a reminder sounds."""

    key: str
    when: date | datetime
    title: Text
    warn_days: int = 1


def agenda(dossier: Dossier, tender: str = "") -> tuple[Event, ...]:
    """Return the dates of a dossier's open tenders (of one where it is named) and of its papers, in order."""
    events = [*_papers(dossier)]
    for record in dossier.all("tender"):
        wanted = record.id == tender if tender else record.text("state") in _OPEN
        if wanted:
            events += _tender(dossier, record)
    return tuple(sorted(events, key=lambda event: (_day(event.when), event.key)))


def _day(when: date | datetime) -> str:
    return when.isoformat()


def _tender(dossier: Dossier, tender: Record) -> Iterator[Event]:
    name = same(f"{tender.text('code')} {tender.text('name')}".strip())
    for key, label in _MOMENTS:
        value = tender.values.get(key)
        if isinstance(value, date):
            yield Event(f"tender:{tender.id}:{key}", value, label.format(name=name), 3)
    deadline = tender.day("deadline")
    if deadline is not None:
        days = int(tender.number("validity_days") or 0)
        later = (
            ("validity", deadline + timedelta(days=days) if days else None, _VALIDITY),
            ("delivery", delivery_end(tender, deadline), _DELIVERY),
            ("warranty", warranty_end(tender, deadline), _WARRANTY),
        )
        for key, day, label in later:
            if day is not None:
                yield Event(f"tender:{tender.id}:{key}", day, label.format(name=name), 7)
    for letter in dossier.where("authorisation", tender=tender.id):
        end = letter.day("expires_on")
        if end is not None and not letter.day("withdrawn_on"):
            title = _LETTER.format(number=same(letter.text("number")), name=name)
            yield Event(f"authorisation:{letter.id}", end, title, 30)
    for report in dossier.where("project_report", tender=tender.id):
        end = report.day("protected_until")
        if end is not None and report.text("state") == "granted":
            title = _REPORT.format(project=same(report.text("project")))
            yield Event(f"project_report:{report.id}", end, title, 14)


def _papers(dossier: Dossier) -> Iterator[Event]:
    for kind, label in (("certificate", _CERTIFICATE), ("licence", _LICENCE)):
        for record in dossier.all(kind):
            end = record.day("expires_on")
            if end is None:
                continue
            number = same(record.text("number"))
            yield Event(f"{kind}:{record.id}", end, label.format(number=number), 30)
            if kind == "certificate" and record.day("renewal_filed_on") is None:
                last = months_before(end)
                yield Event(f"{kind}:{record.id}:renewal", last, _RENEWAL.format(number=number), 90)


def challenge_until(result: date, calendar: WorkCalendar) -> date:
    """Return the last day on which a result may be challenged."""
    return calendar.shift(result, CHALLENGE_WORKDAYS)


def calendar_text(events: Iterable[Event], lang: Lang, stamp: date) -> str:
    """Return the events as a calendar file: CRLF, folded, escaped; the same events give the same bytes."""
    stamped = f"{stamp:%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dossier Builder//ZH",
        "CALSCALE:GREGORIAN",
    ]
    for event in events:
        uid = sha256(event.key.encode()).hexdigest()[:32]
        title = event.title[lang]
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{stamped}", *_times(event.when)]
        lines += [f"SUMMARY:{_escaped(title)}", "TRANSP:TRANSPARENT", "BEGIN:VALARM"]
        lines += ["ACTION:DISPLAY", f"DESCRIPTION:{_escaped(title)}"]
        lines += [f"TRIGGER:-P{event.warn_days}D", "END:VALARM", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _times(when: date | datetime) -> Iterator[str]:
    if isinstance(when, datetime):
        yield f"DTSTART:{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        yield f"DTEND:{(when + timedelta(minutes=30)).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    else:
        yield f"DTSTART;VALUE=DATE:{when:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{when + timedelta(days=1):%Y%m%d}"


def _escaped(text: str) -> str:
    plain = "".join(each for each in text if each in "\n\t" or ord(each) >= 32)
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, never cutting a character."""
    piece, size = "", 0
    for each in line:
        length = len(each.encode())
        if size + length > _FOLD:
            yield piece
            piece, size = " ", 1
        piece += each
        size += length
    yield piece


_MOMENTS = (
    ("clarify_until", Text("澄清截止：{name}", "Clarification until: {name}")),
    ("deadline", Text("投标截止：{name}", "Deadline: {name}")),
    ("opening", Text("开标：{name}", "Opening: {name}")),
    ("ca_expires_on", Text("数字证书到期：{name}", "CA certificate ends: {name}")),
    ("challenge_until", Text("质疑截止：{name}", "Challenge until: {name}")),
)
_VALIDITY = Text("投标有效期满：{name}", "Bid validity ends: {name}")
_DELIVERY = Text("预计交付期满：{name}", "Delivery due: {name}")
_WARRANTY = Text("质保期满：{name}", "Warranty ends: {name}")
_LETTER = Text("授权书 {number} 到期：{name}", "Authorisation {number} ends: {name}")
_REPORT = Text("项目报备保护期满：{project}", "Project protection ends: {project}")
_CERTIFICATE = Text("注册证 {number} 到期", "Certificate {number} ends")
_LICENCE = Text("证照 {number} 到期", "Licence {number} ends")
_RENEWAL = Text(
    "注册证 {number} 申请延续的最后日期", "Last day to file renewal of certificate {number}"
)
