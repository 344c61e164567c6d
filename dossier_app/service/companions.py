"""A dossier together with the dossiers of the other products in its tenders' lots."""

from __future__ import annotations

from dataclasses import replace

from dossier_app.base.errors import NotFound
from dossier_app.model.dossier import Dossier
from dossier_app.service.workspace import Workspace


def joined(ws: Workspace, dossier: Dossier) -> Dossier:
    """Return the dossier with its companions; a product that is not in this workspace is left out."""
    keys = {row.text("dossier_key").strip() for row in dossier.all("lot_product")}
    keys |= {row.text("product").strip() for row in dossier.all("requirement")}
    found = {}
    for key in sorted(keys - {"", dossier.heading.key}):
        try:
            found[key] = ws.views.dossier(key)
        except NotFound:
            continue
    return replace(dossier, companions=found) if found else dossier
