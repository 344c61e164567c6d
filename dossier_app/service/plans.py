"""Changes that are shown before they are made, and refused when what they were made from has moved since."""

from __future__ import annotations

import hashlib
import json

from dossier_app.base.errors import NotFound
from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import to_json
from dossier_app.model.records import Record
from dossier_app.service import queries
from dossier_app.service.refusals import refuse
from dossier_app.service.workspace import Workspace

_LOOKED_AT = (
    "requirement",
    "response",
    "mark",
    "price_line",
    "config_item",
    "qualification",
    "certificate",
    "change_file",
    "approved_indicator",
    "link",
)
_NO_TENDER = Text(
    "卷宗中没有投标项目“{name}”；有：{known}。",
    "The dossier has no tender “{name}”; it has: {known}.",
)


def tender_of(dossier: Dossier, name: str) -> Record:
    """Return a tender by id or code; raises NotFound naming those there are."""
    tender = dossier.tender(name)
    if tender is None:
        known = ", ".join(record.text("code") for record in dossier.all("tender")) or "-"
        raise NotFound(_NO_TENDER.format(name=name, known=known), place=name, code="NO-TENDER")
    return tender


def basis(dossier: Dossier, tender: Record) -> str:
    """Return the fingerprint of what a plan for this tender is made from."""
    rows = [tender, *(record for kind in _LOOKED_AT for record in dossier.all(kind))]
    plain = [
        [row.kind, row.id, row.position, {key: to_json(value) for key, value in row.values.items()}]
        for row in rows
    ]
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def still(ws: Workspace, dossier: str, tender: str, made_from: str) -> Dossier:
    """Return the dossier as it stands, if it still is what a plan was made from.

    Raises:
        BadInput: it changed since; look at a new preview.
        NotFound: dossier or tender are gone.
    """
    found = queries.dossier(ws, dossier)
    if basis(found, tender_of(found, tender)) != made_from:
        raise refuse(
            "预览之后数据已被修改。请重新预览再应用。",
            "The data changed after the preview. Make the preview again, then apply it.",
            place=tender,
            code="PLAN-OLD",
        )
    return found
