"""Papers of a tender judged at its own dates: licences, authorisations, references (R02, R10, R23-R28, R43, R46, R48)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dossier_app.base.text import Text, same
from dossier_app.model.checks.authority import authorisations, distributor
from dossier_app.model.checks.laterdates import later_ends
from dossier_app.model.checks.scene import Scene, found, paper_end, place_of
from dossier_app.model.edition import ApprovedEdition, months_before
from dossier_app.model.finding import Finding
from dossier_app.model.records import Record
from dossier_app.model.scope import fields_of
from dossier_app.model.wording import squeeze

_ISO = ("iso13485", "iso27001")
_WINDOW = 36
"""Months within which references usually count; the tender's own window is for a person to check."""


def papers(scene: Scene) -> Iterator[Finding]:
    """Yield findings on documents of each tender."""
    for tender in scene.tenders():
        deadline = scene.deadline(tender)
        edition = scene.edition(deadline)
        yield from _documents(scene, tender)
        yield from _product(scene, tender, edition)
        yield from distributor(scene, tender, deadline, edition)
        yield from authorisations(scene, tender, deadline)
        yield from _references(scene, tender, deadline)
        yield from _security(scene, tender)


def _documents(scene: Scene, tender: Record) -> Iterator[Finding]:
    for row in scene.rows("qualification", tender):
        licence = scene.get("licence", row.text("licence"))
        proof = scene.get("evidence", row.text("evidence"))
        name = same(row.text("name"))
        if row.flag("mandatory") and licence is None and proof is None:
            yield found(
                scene,
                "R02",
                place_of(row, "evidence"),
                _NO_PAPER.format(name=name),
                tender=tender.id,
            )
        ends = [e for e in (row.day("expires_on"), paper_end(licence), paper_end(proof)) if e]
        if ends:
            scored = licence is not None and licence.text("kind") in _ISO
            yield from _expiry(scene, tender, row, min(ends), scored=scored)


def _expiry(
    scene: Scene, tender: Record, row: Record, end: date, *, scored: bool
) -> Iterator[Finding]:
    """Judge a paper's end at deadline and opening, at the end of the bid's validity, and later."""
    deadline, name = scene.deadline(tender), same(row.text("name"))
    validity = deadline + timedelta(days=int(tender.number("validity_days") or 0))
    if end < max(deadline, tender.day("opening") or deadline):
        code = "R46" if scored else "R23"
        message = _EXPIRED.format(name=name, day=end, on=deadline)
        yield found(scene, code, place_of(row, "expires_on"), message, tender=tender.id)
    elif end < validity:
        message = _WITHIN.format(name=name, day=end, on=validity)
        yield found(scene, "DATE-02", place_of(row, "expires_on"), message, tender=tender.id)
    else:
        yield from later_ends(scene, tender, row, end)


def _product(scene: Scene, tender: Record, edition: ApprovedEdition | None) -> Iterator[Finding]:
    if edition is None:
        return
    offered, approved = tender.text("product_full_version"), fields_of(edition.release_version)
    if offered and approved and fields_of(offered)[: len(approved)] != approved:
        message = _VERSION.format(one=same(offered), other=same(edition.release_version))
        yield found(
            scene, "R24", place_of(tender, "product_full_version"), message, tender=tender.id
        )
    for line in scene.rows("price_line", tender):
        if squeeze(edition.product_name) not in squeeze(line.text("name")):
            continue
        if not _is_model(line.text("model"), edition.model):
            message = _MODEL.format(one=same(line.text("model")), other=same(edition.model))
            yield found(scene, "R24", place_of(line, "model"), message, tender=tender.id)


def _is_model(offered: str, approved: str) -> bool:
    """Tell whether an offered model is approved: it stands in the approved text, version words aside."""
    plain = squeeze(re.sub(r"[（(].*?[）)]|[Vv]?\d+(?:\.\d+)+|版本|发布", "", offered)).lower()
    return not plain or any(
        (part and part in plain) or plain in part
        for part in re.split(r"[、，,;；/]", squeeze(approved).lower())
    )


def _references(scene: Scene, tender: Record, deadline: date) -> Iterator[Finding]:
    scored = [r.text("item") for r in scene.rows("score_item", tender)]
    if not any("业绩" in item for item in scored):
        return
    for row in scene.dossier.all("reference_case"):
        name = same(row.text("hospital"))
        if not row.text("evidence"):
            yield found(
                scene,
                "R43",
                place_of(row, "evidence"),
                _NO_PAGES.format(name=name),
                tender=tender.id,
            )
        signed = row.day("signed_on")
        if signed is not None and signed < months_before(deadline, _WINDOW):
            message = _OLD.format(name=name, day=signed)
            yield found(scene, "R43", place_of(row, "signed_on"), message, tender=tender.id)


def _security(scene: Scene, tender: Record) -> Iterator[Finding]:
    wanted = re.compile(
        r"(?:提供|具有|具备|通过|取得)[^，。；]{0,12}(?:等保|等级保护|等级测评)[^，。；]{0,12}(?:证明|证书|报告|备案)"
    )
    for row in scene.rows("requirement", tender):
        if wanted.search(row.text("text")) and not _has_grade(scene, row):
            message = _NO_GRADE.format(number=same(row.text("number")))
            yield found(scene, "R48", place_of(row), message, tender=tender.id)


def _has_grade(scene: Scene, row: Record) -> bool:
    if scene.dossier.where("licence", kind="mlps"):
        return True
    responses = {r.id for r in scene.dossier.where("response", requirement=row.id)} | {row.id}
    return any(link.text("target") in responses for link in scene.dossier.all("link"))


_NO_PAPER = Text(
    "必须提供的“{name}”没有文件。请关联证照或文件。",
    "The mandatory “{name}” has no file. Link a licence or file.",
)
_EXPIRED = Text(
    "“{name}”于 {day} 到期，投标截止日为 {on}。请换用有效文件。",
    "“{name}” expires on {day}, the deadline is {on}. Use one that is in date.",
)
_WITHIN = Text(
    "“{name}”于 {day} 到期，早于投标有效期截止 {on}。请准备换证或延续证明。",
    "“{name}” expires on {day}, before the bid validity ends on {on}. Prepare its renewal.",
)
_VERSION = Text(
    "投标版本 {one} 与核准的发布版本 {other} 不符。请改为已注册版本。",
    "The version offered, {one}, does not fit the approved release {other}. Offer a registered one.",
)
_MODEL = Text(
    "投标型号“{one}”不在核准型号“{other}”之内。请改正。",
    "Model “{one}” is not among the approved “{other}”. Correct it.",
)
_NO_PAGES = Text(
    "业绩“{name}”没有合同关键页或验收单。请关联。",
    "Reference “{name}” has no contract pages. Link them.",
)
_OLD = Text(
    "业绩“{name}”签订于 {day}，可能超出要求的年限。请核对。",
    "Reference “{name}” was signed on {day}, perhaps outside the window. Check.",
)
_NO_GRADE = Text("条款 {number} 要求等级保护证明，没有登记测评报告或备案，也没有关联文件。请补充。", "Clause {number} asks for proof of graded protection; none is kept or linked. Add it.")  # fmt: skip
