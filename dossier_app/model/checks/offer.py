"""What is offered: prices, terms, products, wording (R03, R05, R15-R22, R37, R38, R42, R45, BID-nn)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text, same
from dossier_app.model.checks.bidwording import wording
from dossier_app.model.checks.scene import Scene, change_record, found, place_of
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.money import in_capitals, parse_capitals
from dossier_app.model.records import Record

_AMBIGUOUS = re.compile(
    r"或(?:同等|相当|更高)|同等(?:档次|级别)|等(?:同类)?(?:型号|品牌)|待定|任选|/(?:或)?[A-Za-z一-鿿]{2,}或"
)
_NO_IMPORTS = re.compile(
    r"(?:不接受|不允许|不得(?:采购|投标|提供|使用)|拒绝|谢绝)[一-鿿]{0,8}进口(?:产品|设备|软件)?|仅限国产|须为国产"
)
_ABROAD = re.compile(
    r"进口|美国|德国|日本|法国|荷兰|韩国|以色列|英国|瑞典|瑞士|USA|Germany|Japan", re.IGNORECASE
)
_LOW = Decimal("0.5")
"""An offer below this share of the ceiling is conspicuously low; the law names no figure."""


def offer(scene: Scene) -> Iterator[Finding]:
    """Yield findings on price, terms, product and wording of each tender."""
    for tender in scene.tenders():
        lines = scene.rows("price_line", tender)
        yield from _ceilings(scene, tender, lines)
        yield from _sums(scene, tender, lines)
        yield from _words(scene, tender)
        yield from _terms(scene, tender)
        yield from _products(scene, tender, lines)
        yield from wording(scene, tender, lines)
        yield from _left_out(scene, tender)
    yield from _two_bids(scene)


def _ceilings(scene: Scene, tender: Record, lines: tuple[Record, ...]) -> Iterator[Finding]:
    total = tender.number("offer_total")
    for key, label in (("ceiling", _CEILING), ("budget", _BUDGET)):
        limit = tender.number(key)
        if total is not None and limit is not None and total > limit:
            message = _ABOVE.format(what=_TOTAL, price=total, label=label, limit=limit)
            yield found(scene, "R03", place_of(tender, "offer_total"), message, tender=tender.id)
            break
    ceiling = tender.number("ceiling") or tender.number("budget")
    if total is not None and ceiling and total < ceiling * _LOW:
        message = _VERY_LOW.format(price=total, limit=ceiling)
        yield found(scene, "R45", place_of(tender, "offer_total"), message, tender=tender.id)
    for line in lines:
        price, limit = line.number("total"), line.number("ceiling")
        if price is not None and limit is not None and price > limit:
            message = _ABOVE.format(
                what=same(line.text("name")), price=price, label=_CEILING, limit=limit
            )
            yield found(scene, "R03", place_of(line, "total"), message, tender=tender.id)


def _sums(scene: Scene, tender: Record, lines: tuple[Record, ...]) -> Iterator[Finding]:
    for line in lines:
        quantity, price, total = (line.number(k) for k in ("quantity", "unit_price", "total"))
        if quantity is None or price is None or total is None or quantity * price == total:
            continue
        right = f"{(quantity * price).quantize(Decimal('0.01')):f}"
        fix = change_record(line, "total", right, _CORRECT.format(right=right))
        message = _LINE.format(name=same(line.text("name")), right=right, total=total)
        yield found(scene, "R38", place_of(line, "total"), message, tender=tender.id, fix=fix)
    total = tender.number("offer_total")
    totals = [line.number("total") for line in lines]
    if lines and total is not None and None not in totals:
        summed = sum((each for each in totals if each is not None), Decimal(0))
        if summed != total:
            message = _SUM.format(summed=summed, total=total)
            yield found(scene, "R38", place_of(tender, "offer_total"), message, tender=tender.id)


def _words(scene: Scene, tender: Record) -> Iterator[Finding]:
    words, total = tender.text("offer_total_words").strip(), tender.number("offer_total")
    if not words or total is None:
        return
    place = place_of(tender, "offer_total_words")
    right = in_capitals(total) if 0 <= total < 10**15 and total == round(total, 2) else ""
    fix = change_record(tender, "offer_total_words", right, _CORRECT.format(right=right))
    try:
        amount = parse_capitals(words)
    except BadInput as error:
        yield found(
            scene, "R37", place, error.message, tender=tender.id, fix=fix if right else None
        )
        return
    if amount != total:
        message = _CAPITALS.format(words=same(words), amount=amount, total=total)
        yield found(scene, "R37", place, message, tender=tender.id, fix=fix if right else None)


def _terms(scene: Scene, tender: Record) -> Iterator[Finding]:
    for code, asked, given, is_least, label in (
        ("R18", "validity_days", "offer_validity_days", True, _VALIDITY),
        ("R19", "delivery_days", "offer_delivery_days", False, _DELIVERY),
        ("R19", "warranty_months", "offer_warranty_months", True, _WARRANTY),
    ):
        want, have = tender.number(asked), tender.number(given)
        if want is None or have is None:
            continue
        if (have < want) if is_least else (have > want):
            message = _WORSE.format(label=label, want=want, have=have)
            yield found(scene, code, place_of(tender, given), message, tender=tender.id)


def _products(scene: Scene, tender: Record, lines: tuple[Record, ...]) -> Iterator[Finding]:
    for line in lines:
        said = " ".join(line.text(key) for key in ("brand", "model"))
        if match := _AMBIGUOUS.search(said):
            message = _NOT_ONE.format(name=same(line.text("name")), words=match.group())
            yield found(scene, "R15", place_of(line, "model"), message, tender=tender.id)
    asked = tender.text("source_facts") + " ".join(
        r.text("text") for r in scene.rows("requirement", tender)
    )
    if not _NO_IMPORTS.search(asked):
        return
    if scene.dossier.text("classification.origin") == "import":
        yield found(scene, "R16", place_of(tender), _IMPORTED, tender=tender.id)
    for line in lines:
        if _ABROAD.search(line.text("origin")):
            yield found(scene, "R16", place_of(line, "origin"), _IMPORTED, tender=tender.id)


def _left_out(scene: Scene, tender: Record) -> Iterator[Finding]:
    rows = scene.rows("requirement", tender)
    numbers = {row.text("number") for row in rows if row.text("number")}
    for item in scene.rows("config_item", tender):
        named = re.findall(r"\d+(?:\.\d+)*", item.text("clauses")) if numbers else ()
        lost = [number for number in named if not _is_known(number, numbers)]
        if lost:
            names = {"name": same(item.text("name")), "number": lost[0]}
            message = _NO_CLAUSE.format(**names)
            place = place_of(item, "clauses")
            yield found(scene, "R20", place, message, tender=tender.id, severity=Severity.WARNING)
    lots = {row.text("lot") for row in rows if row.text("lot")}
    for lot in scene.rows("lot", tender):
        if rows and lots and lot.id not in lots:
            message = _EMPTY_LOT.format(name=same(lot.text("name")))
            yield found(
                scene, "R20", place_of(lot), message, tender=tender.id, severity=Severity.WARNING
            )


def _is_known(number: str, numbers: set[str]) -> bool:
    return any(
        number == known or re.search(rf"(?<![\d.]){re.escape(number)}(?![\d])", known)
        for known in numbers
    )


def _two_bids(scene: Scene) -> Iterator[Finding]:
    seen: dict[str, Record] = {}
    for tender in scene.dossier.all("tender"):
        if tender.text("state") == "dropped" or not tender.text("number").strip():
            continue
        before = seen.setdefault(tender.text("number").strip(), tender)
        judged = {each.id for each in scene.tenders()} & {before.id, tender.id}
        if (
            before is not tender
            and judged
            and before.number("offer_total") != tender.number("offer_total")
        ):
            message = _TWO.format(number=same(tender.text("number")))
            yield found(
                scene, "R05", place_of(tender, "offer_total"), message, tender=sorted(judged)[0]
            )


_TOTAL = Text("投标总价", "the total")
_CEILING = Text("最高限价", "the ceiling")
_BUDGET = Text("预算金额", "the budget")
_VALIDITY = Text("投标有效期（日）", "bid validity (days)")
_DELIVERY = Text("交付期限（日）", "delivery (days)")
_WARRANTY = Text("质保期（月）", "warranty (months)")
_ABOVE = Text(
    "{what} {price} 元超过{label} {limit} 元，投标将无效。请调整报价。",
    "{what}, {price} yuan, is above {label} of {limit}; the bid would be invalid. Lower it.",
)
_VERY_LOW = Text(
    "投标总价 {price} 元不足限价 {limit} 元的一半，评审可能要求说明。请准备成本说明。",
    "The total of {price} is less than half of {limit}; an explanation may be asked for. Prepare one.",
)
_CORRECT = Text("改为 {right}", "Set to {right}")
_LINE = Text(
    "“{name}”数量乘单价为 {right} 元，合计写 {total} 元。请改正。",
    "“{name}”: quantity times unit price is {right}, the line says {total}. Correct it.",
)
_SUM = Text(
    "各分项合计 {summed} 元，投标总价 {total} 元。请改正。",
    "The lines add up to {summed}, the total says {total}. Correct it.",
)
_CAPITALS = Text(
    "大写“{words}”是 {amount} 元，小写是 {total} 元。请统一。",
    "“{words}” is {amount}, the figures say {total}. Make them one.",
)
_WORSE = Text(
    "{label}要求 {want}，响应 {have}，劣于要求。请改正，或如实写负偏离。",
    "{label}: {want} demanded, {have} offered. Correct it, or state a negative deviation.",
)
_NOT_ONE = Text(
    "“{name}”的品牌型号“{words}”不唯一。请只写一个品牌、型号和版本。",
    "“{name}” names more than one product (“{words}”). Give one brand, model and version.",
)
_IMPORTED = Text(
    "招标文件不接受进口产品，投标产品的产地为境外。请核对。",
    "The file excludes imports but the product comes from abroad. Check.",
)
_NO_CLAUSE = Text(
    "配置“{name}”对应的条款 {number} 在招标要求中不存在。请核对。",
    "Item “{name}” points at clause {number}, which the tender does not have. Check.",
)
_EMPTY_LOT = Text(
    "标段“{name}”没有任何招标要求。请核对是否读全。",
    "Lot “{name}” has no requirement. Check that all was read.",
)
_TWO = Text("项目 {number} 有两份总价不同的投标。同一项目只能有一个报价。请删去其一。", "Project {number} has two bids with different totals. Only one may stand.")  # fmt: skip
