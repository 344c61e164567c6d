"""Who may get a pack: one distributor a project and lot, editions of one master, and what is kept of each."""

from __future__ import annotations

import json
from typing import Protocol

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.variant import PARTS, Variant
from dossier_app.model.document import Document, Paragraph, Table, plain
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import TEXT_LIMIT
from dossier_app.model.records import Record
from dossier_app.service.commands import JsonValue
from dossier_app.service.production import Production

_BOUND = ("tender-pack",)
_LEAST = 20


class Wanted(Protocol):
    """What an export asks for, as far as editions go."""

    @property
    def what(self) -> str:
        """Return what is exported."""

    @property
    def draft(self) -> bool:
        """Tell whether it is a draft, which binds nobody."""

    @property
    def profile(self) -> str:
        """Return the profile."""

    @property
    def lot(self) -> str:
        """Return the lot by id, number or name."""

    @property
    def watermark(self) -> str:
        """Return the words across each page."""

    @property
    def without(self) -> tuple[str, ...]:
        """Return the parts left out."""

    @property
    def reason(self) -> str:
        """Return why a second distributor gets a pack."""


def variant(dossier: Dossier, tender: Record | None, wanted: Wanted) -> Variant:
    """Return the edition asked for.

    Raises:
        NotFound: there is no such lot. BadInput: there is no such part.
    """
    known = {option.key for option in PARTS}
    for part in wanted.without:
        if part not in known:
            message = _NO_PART.format(part=part, known=", ".join(sorted(known)))
            raise BadInput(message, place="--without", code="NO-PART")
    lot = ""
    if wanted.lot and tender is not None:
        rows = dossier.where("lot", tender=tender.id)
        found = [r for r in rows if wanted.lot in (r.id, r.text("number"), r.text("name"))]
        if not found:
            numbers = ", ".join(row.text("number") for row in rows) or "-"
            raise NotFound(_NO_LOT.format(name=wanted.lot, known=numbers), place="--lot")
        lot = found[0].id
    return Variant(wanted.profile, wanted.watermark.strip(), lot, frozenset(wanted.without))


def refuse_second(brief: Brief, wanted: Wanted) -> None:
    """Refuse a pack for a second distributor of one project and lot, unless a reason is given.

    Raises:
        BadInput: another distributor has one already; bids made by the same unit count as collusion.
    """
    tender, firm = brief.tender, brief.distributor
    if wanted.what not in _BOUND or wanted.draft or tender is None or firm is None:
        return
    for pack in brief.dossier.where("pack_issue", tender=tender.id):
        other = pack.text("distributor")
        apart = (
            bool(pack.text("lot"))
            and bool(brief.variant.lot)
            and (pack.text("lot") != brief.variant.lot)
        )
        if pack.text("what") not in _BOUND or pack.day("recalled_on") or apart:
            continue
        if other and other != firm.id and not wanted.reason.strip():
            holder = brief.dossier.find("party", other)
            names = {"name": holder.text("name") if holder else other, "firm": firm.text("name")}
            raise BadInput(
                _SECOND.format(**names), place="--distributor", code="SECOND-DISTRIBUTOR"
            )


def edition_values(brief: Brief, wanted: Wanted, production: Production) -> dict[str, JsonValue]:
    """Return what the register keeps of an edition: profile, lot, watermark, parts left out, own passages."""
    left_out = "、".join(sorted(brief.variant.without))
    values: dict[str, JsonValue] = {
        "profile": brief.variant.profile,
        "watermark": brief.variant.watermark,
        "variant": left_out,
        "reason": wanted.reason.strip(),
    }
    if brief.variant.lot:
        values["lot"] = brief.variant.lot
    if brief.tender is not None and production.papers:
        lead = next(p.document for p in production.papers if p.stem == production.lead)
        values["passages"] = _passages(lead, brief)
    return {key: value for key, value in values.items() if value}


def _passages(document: Document, brief: Brief) -> str:
    """Return the document's own longer passages, the purchaser's wording left out, as far as they can be kept."""
    rows = brief.dossier.where("requirement", tender=brief.tender.id if brief.tender else "")
    given = {row.text("text") for row in rows}
    found: dict[str, None] = {}
    for block in document.blocks:
        contents = [block.content] if isinstance(block, Paragraph) else []
        if isinstance(block, Table):
            contents = [each.content for row in block.rows for each in row.cells]
        for content in contents:
            words = plain(content).strip()
            if len(words) >= _LEAST and words not in given:
                found[words[:200]] = None
    kept: list[str] = []
    for words in found:
        if len(json.dumps([*kept, words], ensure_ascii=False)) > TEXT_LIMIT:
            break
        kept.append(words)
    return json.dumps(kept, ensure_ascii=False)


_NO_PART = Text(
    "没有“{part}”这一部分；可省略：{known}。", "There is no part “{part}”; known: {known}."
)
_NO_LOT = Text(
    "本项目没有标段“{name}”；有：{known}。", "This tender has no lot “{name}”; it has: {known}."
)
_SECOND = Text(
    "“{name}”已领取本项目的材料。同一单位为两家编制投标文件视为串通，未给“{firm}”导出。"
    "请先收回前一份；确有必要，须写明理由（--reason）。",
    "“{name}” already holds a pack for this project. Bids made by one unit for two firms count as collusion; "
    "nothing was written for “{firm}”. Recall the first, or give a reason (--reason).",
)
