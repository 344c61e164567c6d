"""One fact, one value: names, models, versions, figures (CONS-nn)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, answer_place, found, place_of
from dossier_app.model.edition import ApprovedEdition
from dossier_app.model.finding import Finding, Place
from dossier_app.model.records import Record
from dossier_app.model.scope import fields_of
from dossier_app.model.wording import core_name, share, squeeze


def consistency(scene: Scene) -> Iterator[Finding]:
    """Yield CONS-nn."""
    edition = scene.edition()
    if edition is not None:
        yield from _with_certificate(scene, edition)
    for row in scene.dossier.all("claim_item"):
        yield from _claimed_figure(scene, row)
    yield from _twice(scene)
    yield from _concurrency(scene)
    yield from _rules_and_functions(scene)


def _with_certificate(scene: Scene, edition: ApprovedEdition) -> Iterator[Finding]:
    party = scene.get("party", scene.dossier.text("claim.registrant"))
    for code, key, here, there, label in (
        ("CONS-01", "claim.product_name", "", edition.product_name, _NAME),
        (
            "CONS-11",
            "claim.registrant",
            party.text("name") if party else "",
            edition.registrant,
            _HOLDER,
        ),
    ):
        said = here or ("" if key == "claim.registrant" else scene.dossier.text(key))
        if said and there and squeeze(said) != squeeze(there):
            message = _OTHER.format(what=label, one=same(said), other=same(there))
            yield found(scene, code, answer_place(scene, key), message)
    models = scene.dossier.text("claim.model")
    if models and edition.model and not _share_a_model(models, edition.model):
        message = _OTHER.format(what=_MODEL, one=same(models), other=same(edition.model))
        yield found(scene, "CONS-02", answer_place(scene, "claim.model"), message)
    release = scene.dossier.text("claim.release_version")
    if release and fields_of(release) != fields_of(edition.release_version):
        names = {"one": same(release), "other": same(edition.release_version)}
        message = _OTHER.format(what=_RELEASE, **names)
        yield found(scene, "CONS-03", answer_place(scene, "claim.release_version"), message)
    yield from _drafts(scene, edition)


def _drafts(scene: Scene, edition: ApprovedEdition) -> Iterator[Finding]:
    for key, approved, label in (
        ("claim.intended_use", edition.intended_use, _USE),
        ("claim.structure", edition.structure, _STRUCTURE),
    ):
        draft = scene.dossier.text(key)
        if draft and approved and squeeze(draft) != squeeze(approved):
            yield found(scene, "CONS-05", answer_place(scene, key), _DRAFT.format(what=label))


def _share_a_model(one: str, other: str) -> bool:
    """Tell whether all models named here are approved ones; several stand side by side."""
    parts = [squeeze(part).lower() for part in re.split(r"[、，,;；/\s]+", one) if part.strip()]
    return all(part in squeeze(other).lower() for part in parts)


def _claimed_figure(scene: Scene, row: Record) -> Iterator[Finding]:
    result = scene.get("result", row.text("result"))
    claimed = re.findall(r"\d+(?:\.\d+)?", row.text("value"))
    if result is None or not claimed:
        return
    value = result.number("value")
    if value is not None and not any(_is_same(Decimal(c), value) for c in claimed):
        names = {"one": same(row.text("value")), "other": f"{value}{result.text('unit')}"}
        yield found(scene, "CONS-12", place_of(row, "value"), _FIGURE.format(**names))


def _is_same(one: Decimal, other: Decimal) -> bool:
    """Tell whether two figures agree, one perhaps as fraction and the other in per cent."""
    return one == other or one == other * 100 or one * 100 == other


def _twice(scene: Scene) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], Record] = {}
    keys = (
        "metric",
        "dataset",
        "subgroup",
        "criterion",
        "operating_point",
        "comparator",
        "dimension",
    )
    for row in scene.dossier.all("result"):
        key = tuple(row.text(k).strip() for k in keys)
        before = seen.setdefault(key, row)
        if before is not row and before.number("value") != row.number("value"):
            names = {
                "metric": same(row.text("metric")),
                "one": before.text("value"),
                "other": row.text("value"),
            }
            yield found(scene, "CONS-13", place_of(row, "value"), _TWO.format(**names))


_PATTERN = re.compile(r"[A-Z](?:\.[A-Z]){1,5}(?![A-Za-z])")


def _rules_and_functions(scene: Scene) -> Iterator[Finding]:
    """Yield CONS-04 for two version rules, CONS-07 for a registered function the clause leaves out."""
    rules = [
        _PATTERN.search(scene.dossier.text(key))
        for key in ("claim.version_rule", "ptr.version_rule")
    ]
    one, other = (match.group() if match else "" for match in rules)
    if one and other and one != other:
        message = _RULES.format(one=one, other=other)
        yield found(scene, "CONS-04", answer_place(scene, "ptr.version_rule"), message)
    clause = scene.dossier.text("ptr.functions")
    indicators = " ".join(
        row.text("name") + row.text("requirement") for row in scene.dossier.all("indicator")
    )
    for row in scene.dossier.all("function") if clause else ():
        name = core_name(row.text("name"))
        if row.flag("registered") and name and share(name, clause + indicators) < _NAMED:
            message = _LEFT_OUT.format(name=same(row.text("name")))
            yield found(scene, "CONS-07", answer_place(scene, "ptr.functions"), message)


_NAMED = 0.4
"""A function counts as named when this share of its name stands in the clause."""
_USERS = re.compile(
    r"(?:并发(?:用户)?(?:数|数量)?|同时在线|同时访问)[^，。；\d]{0,12}(\d+)|(\d+)\s?(?:个|名|位)?(?:并发|用户同时|用户并发)"
)


def _concurrency(scene: Scene) -> Iterator[Finding]:
    own = _users(scene.dossier.text("ptr.concurrency"))
    if own is None:
        return
    responses = [row for tender in scene.tenders() for row in scene.rows("response", tender)]
    for row in responses:
        offered = _users(row.text("text"))
        if offered is not None and offered > own:
            yield from _more(scene, place_of(row, "text"), row.text("tender"), own, offered)


def _more(scene: Scene, place: Place, tender: str, own: int, offered: int) -> Iterator[Finding]:
    message = _CONCURRENT.format(own=own, offered=offered)
    yield found(scene, "CONS-08", place, message, tender=tender, step="tender")


def _users(text: str) -> int | None:
    match = _USERS.search(text)
    return int(match[1] or match[2]) if match else None


_NAME = Text("产品名称", "product name")
_HOLDER = Text("注册人名称", "registrant")
_MODEL = Text("型号规格", "model")
_RELEASE = Text("发布版本", "release version")
_USE = Text("适用范围", "intended use")
_STRUCTURE = Text("结构及组成", "structure and composition")
_OTHER = Text(
    "{what}为“{one}”，核准版为“{other}”。请统一；拟变更的，在取得变更文件前不得用于投标。",
    "The {what} is “{one}”, approved is “{other}”. Make them one, or keep it out of bids until approved.",
)
_DRAFT = Text(
    "{what}的拟稿与核准版不同。投标只使用核准版；若不打算变更，请改回原文。",
    "The draft {what} differs from the approved text. Bids use the approved one; restore it if no change is meant.",
)
_FIGURE = Text(
    "主张写“{one}”，来源结果为 {other}。请统一。",
    "The claim says “{one}”, its result is {other}. Make them one.",
)
_RULES = Text(
    "第一步的命名规则为 {one}，产品技术要求为 {other}。请统一。",
    "The version rule is {one} in step 1 and {other} in the PTR. Make them one.",
)
_LEFT_OUT = Text(
    "已注册功能“{name}”没有写入 2.1.1 功能。请补充，或更正功能清单。",
    "Clause 2.1.1 leaves out the registered function “{name}”. Add it, or correct the list.",
)
_TWO = Text(
    "同一条件下的“{metric}”有 {one} 和 {other} 两个数值。请核对并只留一个。",
    "“{metric}” under the same conditions is {one} and {other}. Keep the right one.",
)
_CONCURRENT = Text("产品技术要求的最大并发数是 {own}，响应写 {offered}。请统一。", "The PTR says {own} concurrent users, the answer {offered}. Make them one.")  # fmt: skip
