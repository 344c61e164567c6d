"""What attached documents say of the product, against what is approved or drafted (CONS-09, CONS-10, CONS-14)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier_app.base.text import Text, same
from dossier_app.model.checks.figures import elsewhere, homes_of
from dossier_app.model.checks.scene import Scene, found, place_of
from dossier_app.model.finding import Finding
from dossier_app.model.records import Record
from dossier_app.model.scope import fields_of
from dossier_app.model.statements import FIGURE, FULL, MODEL, NAME, RELEASE, SCOPE, Statement
from dossier_app.model.wording import share, squeeze

_SPEAKS = (
    "certificate", "ptr", "test_report", "clinical", "algorithm", "manual", "brochure", "screenshot",
    "conformance", "security", "service", "software",
)  # fmt: skip
"""Kinds of files that speak of this product; contracts and buyers' files speak of others too."""
_DATED = ("certificate", "test_report", "clinical", "algorithm", "software")
"""Kinds that stay as they were issued and may name an earlier version."""
_LIKE = 0.93


def documents(scene: Scene) -> Iterator[Finding]:
    """Yield where a file that belongs to this dossier names another product, model, version, scope or figure."""
    stated = scene.dossier.stated
    wanted, homes = (_wanted(scene), homes_of(scene)) if stated else ({}, {})
    for row in scene.dossier.all("evidence") if stated else ():
        if row.dossier and row.text("kind") in _SPEAKS and not _is_replaced(scene, row):
            for each in stated.get(row.text("sha256"), ()):
                yield from _statement(scene, row, each, wanted, homes)


def _is_replaced(scene: Scene, row: Record) -> bool:
    """Tell whether a later edition of the file stands in the library."""
    later = scene.once(
        "replaced", lambda: {r.text("supersedes") for r in scene.dossier.all("evidence")}
    )
    return row.id in later


def _wanted(scene: Scene) -> dict[str, list[str]]:
    """Return what may stand in a document: the approved values, else the drafted ones, older editions included."""
    dossier, edition = scene.dossier, scene.edition()
    versions = dossier.all("version")
    values = {
        NAME: [edition.product_name if edition else "", dossier.text("claim.product_name")],
        MODEL: [edition.model if edition else "", dossier.text("claim.model")],
        RELEASE: [
            edition.release_version if edition else "",
            dossier.text("claim.release_version"),
        ],
        FULL: [dossier.text("claim.full_version"), *(row.text("full") for row in versions)],
        SCOPE: [edition.intended_use if edition else "", dossier.text("claim.intended_use")],
    }
    for paper in (*dossier.all("certificate"), *dossier.all("change_file")):
        values[SCOPE].append(paper.text("intended_use"))
        values["old"] = [*values.get("old", []), paper.text("release_version")]
    values["old"] = [*values.get("old", []), *(row.text("release") for row in versions)]
    return {what: [each for each in known if each] for what, known in values.items()}


def _statement(
    scene: Scene, row: Record, said: Statement, wanted: dict[str, list[str]], homes: dict[str, list[Record]]
) -> Iterator[Finding]:  # fmt: skip
    title = same(row.text("title")[:40])
    if said.what == FIGURE:
        name, _, figure = said.value.rpartition(" ")
        if quoted := elsewhere(homes, name, figure):
            where = _ON_PAGE.format(title=title, page=said.page)
            message = Text(f"{where.zh}{quoted.zh}", f"{where.en}{quoted.en}")
            yield found(scene, "CONS-14", place_of(row), message, quotes=(said.value,))
        return
    known = wanted[said.what]
    if said.what == RELEASE and row.text("kind") in _DATED:
        known = [*known, *wanted["old"]]
    if not known or any(_agree(said, each) for each in known):
        return
    code, words = ("CONS-10", _SCOPE) if said.what == SCOPE else ("CONS-09", _OTHER)
    names = {
        "what": _NAMES[said.what],
        "said": same(_short(said.value)),
        "known": same(_short(known[0])),
    }
    message = words.format(title=title, page=said.page, **names)
    yield found(scene, code, place_of(row), message, quotes=(said.value[:200],))


def _agree(said: Statement, known: str) -> bool:
    one, other = squeeze(said.value).lower(), squeeze(known).lower()
    match said.what:
        case "name":
            return one in other or other in one
        case "model":
            parts = [part for part in re.split(r"[、，,]", one) if part]
            return all(part in other for part in parts)
        case "scope":
            return share(said.value, known) >= _LIKE
        case _:
            return fields_of(one.lstrip("v")) == fields_of(other.lstrip("v"))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"


_NAMES = {
    NAME: Text("产品名称", "product name"),
    MODEL: Text("型号规格", "model"),
    RELEASE: Text("发布版本", "release version"),
    FULL: Text("完整版本", "full version"),
    SCOPE: Text("适用范围", "intended use"),
}
_ON_PAGE = Text("“{title}”第 {page} 页：", "“{title}”, page {page}: ")
_OTHER = Text(
    "“{title}”第 {page} 页的{what}为“{said}”，本卷宗为“{known}”。请更换文件，或更正本卷宗。",
    "“{title}”, page {page}: the {what} is “{said}”, here it is “{known}”. Replace the file or correct the dossier.",
)
_SCOPE = Text(
    "“{title}”第 {page} 页的{what}（“{said}”）与核准或拟定的文字不同。请逐字核对。",
    "“{title}”, page {page}: the {what} (“{said}”) differs from the approved or drafted text. Compare word for word.",
)
