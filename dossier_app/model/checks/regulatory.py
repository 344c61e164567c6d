"""After filing: the clock of supplement letters, and what the market says against claim, PTR, IFU and packs (LETTER-nn, PMS-nn)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, answer_place, found, place_of
from dossier_app.model.finding import Finding, Place
from dossier_app.model.records import Record

_NEAR = timedelta(days=60)
_EVALUATION = {"death": 30, "serious": 45}
"""Days to finish the evaluation of an event. Source: 总局令2018年第1号."""
_REPORT = timedelta(days=60)
"""After each full year of the first registration cycle. Source: 总局令2018年第1号 第三十七条."""
_SUSPECT_PLACES = {
    "claim": "claim.intended_use",
    "ptr": "ptr.functions",
    "ifu": "claim.limits",
}


def regulatory(scene: Scene) -> Iterator[Finding]:
    """Yield LETTER-nn and PMS-nn."""
    for letter in scene.dossier.all("letter"):
        if letter.day("replied_on") is None:
            yield from _clock(scene, letter)
    for incident in scene.dossier.all("incident"):
        if incident.text("state") != "resolved":
            yield from _open(scene, incident)
        yield from _alert(scene, incident)
    yield from _risk_report(scene)


def _clock(scene: Scene, letter: Record) -> Iterator[Finding]:
    points = scene.dossier.where("letter_point", letter=letter.id)
    unanswered = [point for point in points if not point.text("reply").strip()]
    due = letter.day("due")
    place = place_of(letter, "due")
    parts = {"number": same(letter.text("number")), "n": len(unanswered), "day": due}
    if due is not None and due < scene.on:
        yield found(scene, "LETTER-01", place, _LATE.format(**parts))
    elif due is not None and due - scene.on <= _NEAR:
        yield found(scene, "LETTER-02", place, _SOON.format(**parts))
    for point in unanswered:
        message = _UNANSWERED.format(number=same(point.text("number")))
        yield found(scene, "LETTER-03", place_of(point, "reply"), message)


def _open(scene: Scene, incident: Record) -> Iterator[Finding]:
    known = incident.day("known_on") or incident.day("occurred_on")
    limit = _EVALUATION.get(incident.text("harm"))
    late = known and limit and known + timedelta(days=limit) < scene.on
    if late or ((due := incident.day("due")) is not None and due < scene.on):
        message = _OVERDUE.format(what=same(incident.text("description")[:30]))
        yield found(scene, "PMS-01", place_of(incident, "state"), message)
    suspects = incident.values.get("suspects")
    for what in suspects if isinstance(suspects, tuple) else ():
        message = _SUSPECT.format(what=_SUSPECTS[what], why=same(incident.text("description")[:30]))
        for place in _places(scene, incident, what):
            yield found(scene, "PMS-02", place, message)


def _places(scene: Scene, incident: Record, what: str) -> Iterator[Place]:
    if what != "packs":
        yield answer_place(scene, _SUSPECT_PLACES[what])
        return
    packs = scene.dossier.all("pack_issue")
    if packs:
        yield from (place_of(pack, "what") for pack in packs)
    else:
        yield place_of(incident, "suspects")


def _alert(scene: Scene, incident: Record) -> Iterator[Finding]:
    value, limit = incident.number("value"), incident.number("limit")
    low = incident.text("kind") == "use_rate"
    if value is None or limit is None or (value >= limit if low else value <= limit):
        return
    message = _BEYOND.format(site=same(incident.text("site")), value=value, limit=limit)
    yield found(scene, "PMS-03", place_of(incident, "value"), message)


def _risk_report(scene: Scene) -> Iterator[Finding]:
    """In the first cycle one report within 60 days after each full year; the last one due must be on record."""
    edition = scene.edition()
    start = edition.approved_on if edition else None
    if edition is None or start is None or not scene.dossier.all("incident"):
        return
    years = _full_years(start, scene.on - _REPORT)
    if not years:
        return
    done = [
        r
        for r in scene.dossier.where("incident", kind="risk_report")
        if (r.day("occurred_on") or date.min) >= _after(start, years)
    ]
    if not done:
        certificate = scene.get("certificate", edition.certificate)
        if certificate is not None:
            day = _after(start, years) + _REPORT
            place = place_of(certificate, "approved_on")
            yield found(scene, "PMS-04", place, _REPORT_DUE.format(n=years, day=day))


def _full_years(start: date, on: date) -> int:
    years = on.year - start.year
    return max(years - ((on.month, on.day) < (start.month, start.day)), 0)


def _after(start: date, years: int) -> date:
    last = 28 if (start.month, start.day) == (2, 29) else start.day
    return date(start.year + years, start.month, last)


_SUSPECTS = {
    "claim": Text("主张", "the claim"),
    "ptr": Text("产品技术要求", "the PTR"),
    "ifu": Text("说明书", "the IFU"),
    "packs": Text("已发出的材料包", "the packs handed out"),
}
_LATE = Text(
    "发补通知 {number} 应于 {day} 前一次补正，已逾期（未答复 {n} 条）。请登记提交日期，或按终止处理。",
    "Letter {number} was to be answered by {day} ({n} points open). Record the reply, or the filing has ended.",
)
_SOON = Text(
    "发补通知 {number} 的补正截止日为 {day}，只能补正一次，未答复 {n} 条。",
    "Letter {number} is due on {day}; there is one reply only, {n} points are open.",
)
_UNANSWERED = Text("发补意见 {number} 尚未答复。", "Point {number} of the letter has no reply.")
_OVERDUE = Text(
    "上市后记录“{what}”已过评价期限，尚无结论。",
    "The market record “{what}” is past its limit without a conclusion.",
)
_SUSPECT = Text(
    "上市后记录“{why}”使{what}存疑。请评价后结论或更正。",
    "The market record “{why}” makes {what} suspect. Evaluate it and conclude or correct.",
)
_BEYOND = Text(
    "{site}的比率 {value}% 越过警戒值 {limit}%。请查明原因。",
    "At {site} the rate of {value}% is beyond the limit of {limit}%. Find the cause.",
)
_REPORT_DUE = Text(
    "注册满 {n} 年的定期风险评价报告应于 {day} 前完成，登记中没有。",
    "The periodic risk report for year {n} was due by {day} and is not on record.",
)
