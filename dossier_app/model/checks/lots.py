"""Several products in one lot: each known, approved, priced and asked for (LOT-nn, R24 of the others)."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, found, place_of
from dossier_app.model.finding import Finding
from dossier_app.model.lots import LotProduct, companions
from dossier_app.model.records import Record
from dossier_app.model.wording import squeeze


def lots(scene: Scene) -> Iterator[Finding]:
    """Yield LOT-nn: products of a lot that are not here, not approved, not priced or not asked for."""
    for tender in scene.tenders():
        others = tuple(companions(scene.dossier, tender.id))
        for product in others:
            yield from _product(scene, tender, product)
        yield from _clauses(scene, tender, {each.key for each in others})


def _product(scene: Scene, tender: Record, product: LotProduct) -> Iterator[Finding]:
    row = product.row
    if row is None:
        return
    name, day = same(product.name()), scene.deadline(tender)
    if product.dossier is None:
        place = place_of(row, "dossier_key")
        yield found(scene, "LOT-01", place, _UNKNOWN.format(name=name), tender=tender.id)
        return
    edition = product.edition(day)
    if edition is None:
        message = _UNAPPROVED.format(name=name, day=day)
        yield found(scene, "LOT-02", place_of(row, "dossier_key"), message, tender=tender.id)
    lines = scene.rows("price_line", tender)
    priced = [line for line in lines if squeeze(product.name()) in squeeze(line.text("name"))]
    quantities = {line.number("quantity") for line in priced}
    if not priced:
        message = _UNPRICED.format(name=name)
        yield found(scene, "LOT-03", place_of(row), message, tender=tender.id)
    elif product.quantity not in quantities:
        message = _OTHER_COUNT.format(name=name, count=product.quantity)
        yield found(scene, "LOT-03", place_of(row, "quantity"), message, tender=tender.id)
    for line in priced if edition else ():
        model = squeeze(line.text("model")).lower()
        if edition and model and model not in squeeze(edition.model).lower():
            message = _MODEL.format(one=same(line.text("model")), other=same(edition.model))
            yield found(scene, "R24", place_of(line, "model"), message, tender=tender.id)


def _clauses(scene: Scene, tender: Record, known: set[str]) -> Iterator[Finding]:
    for row in scene.rows("requirement", tender):
        key = row.text("product").strip()
        if key and key != scene.dossier.heading.key and key not in known:
            message = _NOT_IN_LOT.format(number=same(row.text("number")), key=same(key))
            yield found(scene, "LOT-01", place_of(row, "product"), message, tender=tender.id)


_UNKNOWN = Text(
    "包内产品“{name}”不在本工作区，无法核对其核准版。请导入其卷宗，或更正代号。",
    "“{name}” of the lot is not in this workspace, so its approval cannot be judged. Bring its dossier in, or correct the key.",
)
_UNAPPROVED = Text(
    "包内产品“{name}”在 {day} 没有有效的注册证。请登记注册证，或从本包移除。",
    "“{name}” of the lot has no certificate in force on {day}. Record it, or take the product out.",
)
_UNPRICED = Text(
    "包内产品“{name}”没有分项报价。请补充。",
    "“{name}” of the lot has no price line. Add it.",
)
_OTHER_COUNT = Text(
    "包内产品“{name}”数量为 {count}，分项报价的数量不同。请统一。",
    "“{name}” stands in the lot {count} times, its price line says otherwise. Make them one.",
)
_MODEL = Text(
    "投标型号“{one}”不在核准型号“{other}”之内。请改正。",
    "Model “{one}” is not among the approved “{other}”. Correct it.",
)
_NOT_IN_LOT = Text(
    "条款 {number} 对应的产品“{key}”不在本项目的包内产品中。请核对。",
    "Clause {number} is about “{key}”, which is not among the products of the lot. Check.",
)
