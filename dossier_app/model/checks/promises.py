"""What is promised beside the clauses: scores, service times, plans, graded protection (SCORE-, SVC-, PLAN-, MLPS-nn, R20)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dossier_app.base.text import Text, same
from dossier_app.model.checks.laterdates import warranty_end
from dossier_app.model.checks.scene import Scene, found, place_of
from dossier_app.model.finding import Finding
from dossier_app.model.protection import Subject, held, wanted
from dossier_app.model.records import Record
from dossier_app.model.scoring import score_sheet
from dossier_app.model.service import limit, promises, serving
from dossier_app.model.wording import share, squeeze

_HUNDRED = Decimal(100)


def promised(scene: Scene) -> Iterator[Finding]:
    """Yield findings on scores, service, plans and protection of each tender."""
    for tender in scene.tenders():
        yield from _scores(scene, tender)
        yield from _service(scene, tender)
        yield from _plans(scene, tender)
        yield from _protection(scene, tender)
        yield from _configuration(scene, tender)


def _scores(scene: Scene, tender: Record) -> Iterator[Finding]:
    sheet = score_sheet(scene.dossier, tender.id)
    for group in sheet.groups:
        if not group.adds_up:
            names = {"group": same(group.name), "total": group.total, "stated": group.stated}
            place = place_of(group.rows[0], "section_points")
            yield found(scene, "SCORE-01", place, _NOT_THE_SUM.format(**names), tender=tender.id)
        for row in group.rows:
            expected, points = row.number("expected"), row.number("points")
            if expected is not None and points is not None and expected > points:
                message = _TOO_MANY.format(expected=expected, points=points)
                yield found(scene, "SCORE-02", place_of(row, "expected"), message, tender=tender.id)
    if sheet.open_stars and any(r.number("expected") for g in sheet.groups for r in g.rows):
        message = _STAR_OPEN.format(count=len(sheet.open_stars))
        place = place_of(sheet.open_stars[0])
        yield found(scene, "SCORE-03", place, message, tender=tender.id)
    if all(group.stated is not None for group in sheet.groups) and sheet.groups:
        stated = sum((g.stated for g in sheet.groups if g.stated is not None), Decimal(0))
        if stated != _HUNDRED:
            message = _NOT_HUNDRED.format(total=stated)
            place = place_of(sheet.groups[0].rows[0], "section_points")
            yield found(scene, "SCORE-04", place, message, tender=tender.id)


def _service(scene: Scene, tender: Record) -> Iterator[Finding]:
    points = scene.dossier.all("service_point")
    near = serving(points, tender)
    texts = [(row, "text", row.text("text")) for row in scene.rows("response", tender)]
    said = [(row, key, promise) for row, key, text in texts for promise in promises(text)]
    if points and not near and any(promise.on_site for _, _, promise in said):
        message = _NOBODY_NEAR.format(region=same(tender.text("region")))
        yield found(scene, "SVC-03", place_of(tender, "region"), message, tender=tender.id)
        return
    for row, key, promise in said if near else ():
        least = limit(near, on_site=promise.on_site)
        if least is not None and promise.hours < least:
            message = _CANNOT_KEEP.format(words=same(promise.words), hours=least.normalize())
            place = place_of(row, key)
            quotes = (promise.words,)
            yield found(scene, "SVC-01", place, message, tender=tender.id, quotes=quotes)
    end = warranty_end(tender, scene.deadline(tender))
    for point in near if end else ():
        for key, label in (("contract_until", _CONTRACT), ("certificate_until", _ENGINEER)):
            day = point.day(key)
            if day is not None and end is not None and scene.deadline(tender) <= day < end:
                names = {"name": same(point.text("name")), "what": label, "day": day, "on": end}
                place = place_of(point, key)
                yield found(scene, "SVC-02", place, _ENDS.format(**names), tender=tender.id)


_SYSTEMS = re.compile(r"PACS|RIS|HIS|EMR|LIS|电子病历|集成平台|叫号系统", re.IGNORECASE)


def _plans(scene: Scene, tender: Record) -> Iterator[Finding]:
    planned = " ".join(
        [tender.text("interfaces_plan"), scene.dossier.text("tender.implementation")]
        + [f"{r.text('system')} {r.text('protocol')}" for r in scene.rows("integration", tender)]
        + [f"{r.text('system')} {r.text('protocol')}" for r in scene.dossier.all("interface")]
    ).upper()
    missing: dict[str, Record] = {}
    for row in scene.rows("requirement", tender):
        if re.search(r"接口|对接|集成|互联|联调", row.text("text")):
            for name in _SYSTEMS.findall(row.text("text")):
                if name.upper() not in planned:
                    missing.setdefault(name.upper(), row)
    for name, row in missing.items():
        names = {"system": same(name), "number": same(row.text("number"))}
        yield found(scene, "PLAN-01", place_of(row), _NO_PLAN.format(**names), tender=tender.id)
    days = tender.number("offer_delivery_days") or tender.number("delivery_days")
    for row in scene.rows("rollout", tender):
        first, last = row.number("from_day"), row.number("to_day")
        if last is not None and ((days and last > days) or (first is not None and first > last)):
            message = _LATE_STEP.format(name=same(row.text("step")), day=last, days=days or "—")
            yield found(scene, "PLAN-02", place_of(row, "to_day"), message, tender=tender.id)


def _protection(scene: Scene, tender: Record) -> Iterator[Finding]:
    """Tell the vendor's cloud, the hospital's grading and the product's own security apart."""
    have = held(scene.dossier)
    answers = {row.id: response for row, response in scene.answers(tender)}
    for row in scene.rows("requirement", tender):
        asked = wanted(row.text("text"))
        response = answers.get(row.id)
        if (
            asked is None
            or response is None
            or not have
            or response.text("deviation") == "negative"
        ):
            continue
        if asked is not Subject.HOSPITAL and asked not in have:
            names = {"number": same(row.text("number")), "asked": asked.label}
            names |= {"held": same("、".join(each.label.zh for each in sorted(have, key=str)))}
            yield found(
                scene,
                "MLPS-01",
                place_of(response, "text"),
                _OTHER_SUBJECT.format(**names),
                tender=tender.id,
            )


_COUNTED = re.compile(
    r"(?:配置|配备|提供|含|包含)\s*(?P<name>[一-鿿A-Za-z]{2,20}?)\s*(?:不少于|≥|>=)?\s*\d+\s*(?:台|套|个|块|把|端|路)"
)


def _configuration(scene: Scene, tender: Record) -> Iterator[Finding]:
    """Compare what is demanded by the piece with what is listed, and what is listed with what is priced."""
    items = scene.rows("config_item", tender)
    if not items:
        return
    listed = " ".join(f"{r.text('name')} {r.text('description')} {r.text('model')}" for r in items)
    for row in scene.rows("requirement", tender):
        for match in _COUNTED.finditer(row.text("text")):
            if share(match["name"], listed) < _LISTED:
                names = {"name": same(match["name"]), "number": same(row.text("number"))}
                message = _NOT_LISTED.format(**names)
                yield found(scene, "R20", place_of(row), message, tender=tender.id)
    lines = scene.rows("price_line", tender)
    priced = {squeeze(line.text("name")) for line in lines}
    for item in items if lines else ():
        name = squeeze(item.text("name"))
        known = any(name in line or line in name for line in priced)
        if not known and not item.text("clauses").strip():
            message = _NOT_ASKED.format(name=same(item.text("name")))
            yield found(scene, "R20", place_of(item), message, tender=tender.id)


_LISTED = 0.5
_NOT_THE_SUM = Text(
    "“{group}”各项分值合计 {total} 分，招标文件载明 {stated} 分。请书面询问采购人。",
    "The items of “{group}” add up to {total}, the file states {stated}. Ask the purchaser in writing.",
)
_TOO_MANY = Text(
    "预计得分 {expected} 超过分值 {points}。请改正。",
    "{expected} points are expected where {points} can be had. Correct it.",
)
_STAR_OPEN = Text(
    "还有 {count} 条实质性条款未满足，预计得分不计入。请先解决。",
    "{count} substantive clauses are open, so no points count. Solve them first.",
)
_NOT_HUNDRED = Text(
    "各类总分合计 {total} 分，不是 100 分。请核对是否读全。",
    "The groups add up to {total}, not 100. Check that all was read.",
)
_CANNOT_KEEP = Text(
    "承诺“{words}”，服务网点登记的时限为 {hours} 小时，无法兑现。请改承诺，或增加网点。",
    "“{words}” is promised, the service register can keep {hours} h. Promise less, or add an office.",
)
_ENDS = Text(
    "网点“{name}”的{what}于 {day} 到期，早于质保期满 {on}。请续签或更换。",
    "{what} of “{name}” ends on {day}, before the warranty on {on}. Renew or replace it.",
)
_CONTRACT, _ENGINEER = (
    Text("服务合同", "The contract"),
    Text("工程师资质", "The engineer's certificate"),
)
_NOBODY_NEAR = Text(
    "承诺了到场时限，没有覆盖“{region}”的服务网点。请登记网点。",
    "Time on site is promised but no office covers “{region}”. Record one.",
)
_NO_PLAN = Text(
    "条款 {number} 要求对接 {system}，实施方案没有写到。请逐个写明接口。",
    "Clause {number} wants {system} connected; the plan does not say so. Describe each interface.",
)
_LATE_STEP = Text(
    "实施步骤“{name}”在合同后第 {day} 日完成，与交付期 {days} 日或其起始日不符。请调整。",
    "Step “{name}” ends on day {day}, which does not fit the delivery of {days} days or its own start. Adjust it.",
)
_OTHER_SUBJECT = Text(
    "条款 {number} 要求的是{asked}，登记的等保资料是{held}，不能互相替代。请补充对应资料，或如实负偏离。",
    "Clause {number} asks for {asked}; what is kept is for {held}. One does not stand for the other: add it, or deviate negatively.",
)
_NOT_LISTED = Text(
    "条款 {number} 要求的“{name}”不在配置清单中。请补充，避免缺项。",
    "“{name}”, demanded in clause {number}, is not in the configuration. Add it.",
)
_NOT_ASKED = Text("配置“{name}”既没有报价，也不对应任何条款，可能被视为加配。请核对。", "Item “{name}” is neither priced nor asked for and may count as an extra. Check.")  # fmt: skip
