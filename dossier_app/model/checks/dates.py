"""Dates out of order, running out, or past (DATE-nn, R07, R23 of the certificate)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, answer_place, found, place_of
from dossier_app.model.edition import months_before
from dossier_app.model.finding import Finding
from dossier_app.model.records import Record

_ORDERED = (
    ("certificate", "approved_on", "expires_on"),
    ("certificate", "effective_on", "expires_on"),
    ("licence", "issued_on", "expires_on"),
    ("authorisation", "issued_on", "expires_on"),
    ("dataset", "period_from", "period_to"),
    ("evidence", "dated", "expires_on"),
)


def dates(scene: Scene) -> Iterator[Finding]:
    """Yield findings on dates."""
    for kind, first, last in _ORDERED:
        for record in scene.dossier.all(kind):
            begun, end = record.day(first), record.day(last)
            if begun is not None and end is not None and end < begun:
                message = _ORDER.format(one=begun, other=end)
                yield found(scene, "DATE-04", place_of(record, last), message, step="")
    yield from _certificate(scene)
    due = scene.dossier.answers.get("claim.deficiency_due")
    if (
        scene.dossier.text("claim.life_state") == "deficiency"
        and due is not None
        and str(due) < str(scene.on)
    ):
        place = answer_place(scene, "claim.deficiency_due")
        yield found(scene, "DATE-06", place, _OVERDUE.format(day=due))
    for tender in scene.tenders():
        yield from _tender(scene, tender)


def _certificate(scene: Scene) -> Iterator[Finding]:
    edition = scene.edition()
    record = scene.get("certificate", edition.certificate) if edition else None
    if edition is None or record is None:
        yield from _ended(scene)
        return
    near = months_before(edition.expires_on) <= scene.on
    if near and record.day("renewal_filed_on") is None:
        message = _RENEW.format(number=edition.number, day=edition.expires_on)
        yield found(scene, "DATE-01", place_of(record, "expires_on"), message)
    for tender in scene.tenders():
        days = int(tender.number("validity_days") or 0)
        until = scene.deadline(tender) + timedelta(days=days)
        if (
            scene.deadline(tender) <= edition.expires_on < until
            and record.day("renewal_filed_on") is None
        ):
            message = _WITHIN.format(number=edition.number, day=edition.expires_on, on=until)
            yield found(scene, "DATE-02", place_of(record, "expires_on"), message, tender=tender.id)


def _ended(scene: Scene) -> Iterator[Finding]:
    """Yield the certificate that ended last, where none is in force on the judged day."""
    ends = [
        (day, row) for row in scene.dossier.all("certificate") if (day := row.day("expires_on"))
    ]
    day, row = max(ends, key=lambda end: end[0], default=(scene.on, None))
    if row is not None and day < scene.on:
        message = _OVER.format(number=same(row.text("number")), day=day, on=scene.on)
        yield found(scene, "DATE-23", place_of(row, "expires_on"), message)


def _tender(scene: Scene, tender: Record) -> Iterator[Finding]:
    deadline, opening = _moment(tender, "deadline"), _moment(tender, "opening")
    if deadline is not None and opening is not None and opening < deadline:
        yield found(scene, "DATE-03", place_of(tender, "opening"), _EARLY, tender=tender.id)
    clarify, published = _moment(tender, "clarify_until"), tender.day("published_on")
    if clarify is not None and deadline is not None and clarify > deadline:
        yield found(scene, "DATE-04", place_of(tender, "clarify_until"), _LATE, tender=tender.id)
    if published is not None and published > scene.deadline(tender):
        yield found(scene, "DATE-04", place_of(tender, "published_on"), _LATE, tender=tender.id)
    if tender.text("state") == "preparing" and scene.deadline(tender) < scene.on:
        message = _PASSED.format(name=same(tender.text("name")), day=scene.deadline(tender))
        yield found(scene, "R07", place_of(tender, "deadline"), message, tender=tender.id)


def _moment(tender: Record, key: str) -> datetime | None:
    value = tender.values.get(key)
    return value if isinstance(value, datetime) else None


_OVER = Text(
    "注册证 {number} 已于 {day} 到期，{on} 没有有效的注册证，不得销售或投标。请登记延续注册证，或改判定日。",
    "Certificate {number} ended on {day}; none is in force on {on}, so nothing may be sold or offered. "
    "Record the renewed certificate, or judge at another day.",
)
_ORDER = Text(
    "起始日期 {one} 晚于截止日期 {other}。请改正。",
    "It begins on {one} but ends on {other}. Correct the dates.",
)
_OVERDUE = Text(
    "补正资料应在 {day} 前提交，已过期。请联系受理部门，或重新申报。",
    "The deficiency reply was due on {day}. Contact the authority, or file anew.",
)
_RENEW = Text(
    "注册证 {number} 于 {day} 到期，不足六个月，没有延续受理日期。请立即办理或登记受理日期。",
    "Certificate {number} ends on {day}, in less than six months, without an accepted renewal. File it, or record its date.",
)
_WITHIN = Text(
    "注册证 {number} 于 {day} 到期，早于投标有效期截止 {on}。请办理延续。",
    "Certificate {number} ends on {day}, before the bid validity on {on}. Renew it.",
)
_EARLY = Text(
    "开标时间早于投标截止时间。请核对招标文件。",
    "Opening lies before the deadline. Check the file.",
)
_LATE = Text(
    "此日期晚于投标截止时间。请核对招标文件。", "This date lies after the deadline. Check the file."
)
_PASSED = Text("“{name}”的投标截止日 {day} 已过，状态仍是准备中。请更新状态或日期。", "The deadline of “{name}” passed on {day} but it is still being prepared. Update state or date.")  # fmt: skip
