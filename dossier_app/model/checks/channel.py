"""Projects reported, letters of authorisation and packs handed out: one firm a project and lot (CHAN-nn, R10)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, found, place_of
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.records import Record
from dossier_app.model.similar import likeness
from dossier_app.model.wording import squeeze

_LIVE = ("granted",)
_ISSUED = ("issued", "")
TOO_MUCH = 0.3
"""Own passages that two exports of one lot may share before they count as alike; the figure is a house rule."""


def channel(scene: Scene) -> Iterator[Finding]:
    """Yield what is wrong between reported projects, letters and packs."""
    yield from _protected_twice(scene)
    for tender in scene.tenders():
        letters = scene.rows("authorisation", tender)
        yield from _unreported(scene, tender, letters)
        yield from _two_letters(scene, tender, letters)
        yield from _alike(scene, tender)


def _protected_twice(scene: Scene) -> Iterator[Finding]:
    live = [r for r in scene.dossier.all("project_report") if r.text("state") in _LIVE]
    for one, other in combinations(live, 2):
        if one.text("distributor") == other.text("distributor") or not _same_project(one, other):
            continue
        begun, end = other.day("reported_on"), one.day("protected_until")
        again, until = one.day("reported_on"), other.day("protected_until")
        if begun and end and again and until and begun <= end and again <= until:
            names = {"project": same(one.text("project")), "day": end}
            place = place_of(other, "distributor")
            yield found(
                scene, "CHAN-01", place, _TWICE.format(**names), tender=other.text("tender")
            )


def _same_project(one: Record, other: Record) -> bool:
    if one.text("lot") != other.text("lot"):
        return False
    if one.text("tender") and one.text("tender") == other.text("tender"):
        return True
    keys = ("hospital", "project")
    return all(squeeze(one.text(key)) == squeeze(other.text(key)) for key in keys)


def _unreported(scene: Scene, tender: Record, letters: tuple[Record, ...]) -> Iterator[Finding]:
    """Find letters that were applied for without, or against, a reported project."""
    for row in letters:
        if row.text("state") not in ("applied", "approved", "issued"):
            continue
        number = same(row.text("number"))
        report = scene.get("project_report", row.text("report"))
        if report is None:
            message = _NO_REPORT.format(number=number)
            yield found(scene, "CHAN-02", place_of(row, "report"), message, tender=tender.id)
        elif report.text("distributor") != row.text("to_party"):
            message = _OTHER_FIRM.format(number=number)
            yield found(scene, "CHAN-03", place_of(row, "to_party"), message, tender=tender.id)
        elif (end := report.day("protected_until")) and (day := row.day("issued_on")) and day > end:
            message = _LAPSED.format(number=number, day=end)
            yield found(scene, "CHAN-03", place_of(row, "issued_on"), message, tender=tender.id)


def _two_letters(scene: Scene, tender: Record, letters: tuple[Record, ...]) -> Iterator[Finding]:
    on = scene.deadline(tender)
    valid = [row for row in letters if row.text("state") in _ISSUED and _is_valid(row, on)]
    for one, other in combinations(valid, 2):
        same_path = one.text("from_party") == other.text("from_party")
        if same_path and one.text("lot") == other.text("lot"):
            names = {"one": same(one.text("number")), "other": same(other.text("number"))}
            place = place_of(other, "number")
            yield found(scene, "CHAN-04", place, _LETTERS.format(**names), tender=tender.id)


def _is_valid(row: Record, on: object) -> bool:
    end, withdrawn = row.day("expires_on"), row.day("withdrawn_on")
    return not (withdrawn is not None and str(withdrawn) <= str(on)) and (
        end is None or str(end) >= str(on)
    )


def _alike(scene: Scene, tender: Record) -> Iterator[Finding]:
    """Compare own passages of packs for different firms in one lot."""
    packs = [p for p in scene.rows("pack_issue", tender) if p.text("passages")]
    given = [row.text("text") for row in scene.rows("requirement", tender)]
    for one, other in combinations(packs, 2):
        differ = one.text("distributor") != other.text("distributor")
        if not differ or one.text("lot") != other.text("lot") or one.day("recalled_on"):
            continue
        alike = likeness(_passages(one), _passages(other), given)
        if alike.share >= TOO_MUCH:
            names = {"share": round(alike.share * 100), "words": same(alike.passages[0][:40])}
            yield found(
                scene,
                "R10",
                place_of(other, "distributor"),
                _ALIKE.format(**names),
                tender=tender.id,
                severity=Severity.WARNING,
                quotes=alike.passages[:3],
            )


def _passages(pack: Record) -> list[str]:
    found = json.loads(pack.text("passages") or "[]")
    return [str(each) for each in found] if isinstance(found, list) else []


_TWICE = Text(
    "项目“{project}”在 {day} 前已受理另一家经销商的报备。请只保留一家，或结束前一报备。",
    "“{project}” is protected for another distributor until {day}. Keep one, or end the earlier.",
)
_NO_REPORT = Text(
    "授权书 {number} 没有对应的项目报备。请先报备，再申请授权。",
    "Authorisation {number} rests on no registered project. Register the project first.",
)
_OTHER_FIRM = Text(
    "授权书 {number} 的被授权方不是报备该项目的经销商。请核对。",
    "Authorisation {number} names another firm than the one that registered the project. Check.",
)
_LAPSED = Text(
    "授权书 {number} 签发时，报备保护期（至 {day}）已过。请更新报备。",
    "Authorisation {number} was issued after the protection had ended on {day}. Renew the registration.",
)
_LETTERS = Text(
    "同一标段有两份有效授权书（{one} 与 {other}）。请撤回其一。",
    "Two valid letters stand for one lot ({one} and {other}). Withdraw one.",
)
_ALIKE = Text("发给两家经销商的材料有 {share}% 的自有段落相同（如“{words}”），可能被认定为串通。请收回其一，或改写。", "Packs for two distributors share {share} % of their own passages (such as “{words}”) and may count as collusion. Recall one, or reword it.")  # fmt: skip
