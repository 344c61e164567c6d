"""Evidence: there, in date, allowed out, and links that still hold (EVID-nn)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, found, paper_end, place_of
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.fields import Kind
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.linking import is_suspect
from dossier_app.model.records import Owner, Record

_CONFIDENTIAL = ("test_report", "clinical", "algorithm", "data_agreement")
_IN_A_BID = (
    "requirement",
    "response",
    "qualification",
    "authorisation",
    "score_item",
    "price_line",
)
_HOLDERS = tuple(
    (kind.key, field.key)
    for kind in RECORD_KINDS.values()
    for field in kind.fields
    if field.kind is Kind.REFERENCE and field.target == "evidence" and kind.key != "link"
)
_ANSWERS = tuple(f.key for f in FIELDS.values() if f.target == "evidence")


def evidence(scene: Scene) -> Iterator[Finding]:
    """Yield EVID-02 to EVID-08 (EVID-01 belongs to what is missing)."""
    for link in scene.dossier.all("link"):
        yield from _link(scene, link)
    used = _uses(scene)
    deadlines = {tender.id: scene.deadline(tender) for tender in scene.tenders()}
    for row in scene.dossier.all("evidence"):
        yield from _file(scene, row, used, deadlines)


def _link(scene: Scene, link: Record) -> Iterator[Finding]:
    row = scene.get("evidence", link.text("evidence"))
    target = scene.get(link.text("target_kind"), link.text("target"))
    if row is None or target is None:
        yield found(
            scene, "EVID-05", place_of(link, "evidence" if row is None else "target"), _NOWHERE
        )
        return
    title = same(row.text("title")[:40])
    if is_suspect(scene.dossier, link, _confirmations(scene).get(f"link:{link.id}")):
        yield found(scene, "EVID-04", place_of(link), _STALE.format(title=title))
    if later := _editions(scene).get(row.id):
        message = _NEWER.format(title=title, later=same(later.text("title")[:40]))
        yield found(scene, "EVID-11", place_of(link, "evidence"), message)
    pages, last = row.number("pages"), _last_page(link.text("pages"))
    if pages and last > pages:
        yield found(
            scene,
            "EVID-08",
            place_of(link, "pages"),
            _BEYOND.format(title=title, pages=pages, page=last),
        )


def _confirmations(scene: Scene) -> dict[str, Record]:
    """Return the last confirmation of each thing that was confirmed."""
    return scene.once(
        "confirmed", lambda: {row.text("what"): row for row in scene.dossier.all("confirmation")}
    )


def _editions(scene: Scene) -> dict[str, Record]:
    """Return the later edition of each file that has one."""
    files = scene.dossier.all("evidence")
    return scene.once("editions", lambda: {old: r for r in files if (old := r.text("supersedes"))})


def _last_page(pages: str) -> int:
    return max((int(number) for number in re.findall(r"\d{1,6}", pages)), default=0)


Uses = dict[str, set[tuple[str, str]]]
"""Evidence id -> (tender id or empty, kind of what uses it)."""


def _uses(scene: Scene) -> Uses:
    used: Uses = {}
    for link in scene.dossier.all("link"):
        target = scene.get(link.text("target_kind"), link.text("target"))
        if target is not None:
            mark = (target.text("tender"), target.kind)
            used.setdefault(link.text("evidence"), set()).add(mark)
    for kind, key in _HOLDERS:
        for record in scene.dossier.all(kind):
            if name := record.text(key):
                used.setdefault(name, set()).add((record.text("tender"), kind))
    for key in _ANSWERS:
        if name := scene.dossier.text(key):
            used.setdefault(name, set()).add(("", "answer"))
    return used


def _file(scene: Scene, row: Record, used: Uses, deadlines: dict[str, date]) -> Iterator[Finding]:
    marks, title = used.get(row.id, set()), same(row.text("title")[:40])
    bids = {tender for tender, kind in marks if tender in deadlines and kind in _IN_A_BID}
    level = row.text("disclosure")
    if row.dossier and not marks and row.text("kind") != "tender_file":
        yield found(scene, "EVID-06", place_of(row), _UNUSED.format(title=title))
    for tender in sorted(bids):
        if level == "internal":
            message = _INTERNAL.format(title=title)
            yield found(scene, "EVID-03", place_of(row, "disclosure"), message, tender=tender)
    if bids and level in ("public", "tender") and row.text("kind") in _CONFIDENTIAL:
        yield found(scene, "EVID-07", place_of(row, "disclosure"), _WHOLE.format(title=title))
    yield from _expiry(scene, row, bids, deadlines)


def _expiry(
    scene: Scene, row: Record, bids: set[str], deadlines: dict[str, date]
) -> Iterator[Finding]:
    """Yield EVID-02 for a file that this dossier uses: a firm's file is not its concern only for being there."""
    expires = row.day("expires_on")
    if expires is None:
        return
    title, place = same(row.text("title")[:40]), place_of(row, "expires_on")
    for tender in sorted(bids):
        if expires < deadlines[tender]:
            message = _EXPIRED.format(title=title, day=expires, on=deadlines[tender])
            yield found(scene, "EVID-02", place, message, severity=Severity.BLOCKER, tender=tender)
    if not bids and expires < scene.on and (row.dossier or _is_relied_on(scene, row)):
        message = _EXPIRED.format(title=title, day=expires, on=scene.on)
        yield found(scene, "EVID-02", place, message)


def _is_relied_on(scene: Scene, row: Record) -> bool:
    """Tell whether a file of the firm serves this dossier: linked to it, or a licence of who stands behind it."""
    return row.id in scene.once("relied_on", lambda: frozenset(_relied_on(scene)))


def _relied_on(scene: Scene) -> Iterator[str]:
    for link in scene.dossier.all("link"):
        yield link.text("evidence")
    for key in _ANSWERS:
        yield scene.dossier.text(key)
    for kind, key in _HOLDERS:
        if RECORD_KINDS[kind].owner is not Owner.FIRM:
            yield from (record.text(key) for record in scene.dossier.all(kind))
    behind = {scene.dossier.text("claim.registrant")}
    behind |= {tender.text("distributor") for tender in scene.tenders()}
    for licence in scene.dossier.all("licence"):
        if licence.text("party") in behind and _runs(licence):
            yield licence.text("evidence")


def _runs(licence: Record) -> bool:
    """Tell whether a licence ends: under a renewal filed in time the old scan stays good."""
    return licence.day("expires_on") is None or paper_end(licence) is not None


_NOWHERE = Text(
    "证据引用指向的文件或对象已不存在。请重新关联或删去引用。",
    "The link's file or target is gone. Link anew or remove it.",
)
_STALE = Text(
    "“{title}”或被引用的内容在确认之后已变化。请核对后重新确认引用。",
    "“{title}” or what it proves has changed since the link was confirmed. Check and confirm again.",
)
_NEWER = Text(
    "“{title}”已有新版“{later}”。请改为引用新版，并重新确认。",
    "“{title}” has the newer edition “{later}”. Link that one and confirm again.",
)
_BEYOND = Text(
    "“{title}”共 {pages} 页，引用写到第 {page} 页。请改正页码。",
    "“{title}” has {pages} pages but page {page} is cited. Correct the pages.",
)
_UNUSED = Text(
    "证据“{title}”没有被任何内容使用。可以关联，或移出。",
    "Nothing uses “{title}”. Link it, or take it out.",
)
_INTERNAL = Text(
    "“{title}”的披露级别是内部，却被用于投标。请换用可公开的文件，或由负责人改变级别。",
    "“{title}” is internal but used in a tender. Use another file, or have its level changed.",
)
_WHOLE = Text(
    "“{title}”属于默认保密的完整报告。建议改用脱敏摘页。",
    "“{title}” is a report that is confidential by default. Prefer a redacted excerpt.",
)
_EXPIRED = Text("“{title}”于 {day} 到期，判断日为 {on}。请换用有效文件。", "“{title}” expired on {day}; judged on {on}. Use one that is in date.")  # fmt: skip
