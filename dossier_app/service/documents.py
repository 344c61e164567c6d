"""Keeps what the text of attached files says of a product, read once a file and not at each edit."""

from __future__ import annotations

from dataclasses import replace

from dossier_app.model.dossier import Dossier
from dossier_app.model.statements import Statement, statements
from dossier_app.service.indexing import CONTENT
from dossier_app.service.workspace import Workspace
from dossier_app.store import search

_KEPT = "statements"


def with_statements(ws: Workspace, dossier: Dossier) -> Dossier:
    """Return the dossier with what its attached files say; a file is read when it is first asked for."""
    known = ws.kept.get(_KEPT)
    known = known if isinstance(known, dict) else {}
    wanted = {row.text("sha256") for row in dossier.all("evidence") if row.dossier}
    if fresh := wanted - known.keys():
        known = {**known, **_read(ws, fresh)}
        ws.kept[_KEPT] = known
    return replace(dossier, stated={sha256: known[sha256] for sha256 in sorted(wanted)})


def _read(ws: Workspace, wanted: set[str]) -> dict[str, tuple[Statement, ...]]:
    with ws.database.reading() as connection:
        pages = search.pages(connection, CONTENT, wanted)
    return {sha256: statements(pages.get(sha256, ())) for sha256 in wanted}
