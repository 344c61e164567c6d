"""What was typed and not saved yet, kept beside the workspace so that a crash loses none of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from dossier_app.base.atomic import replacing
from dossier_app.model.fields import Json

NAME = "drafts.json"


def read_drafts(folder: Path) -> dict[str, Json]:
    """Return the drafts of a workspace by place; none when there is no file or it holds no drafts."""
    try:
        raw = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return raw if isinstance(raw, dict) else {}


def write_drafts(folder: Path, drafts: Mapping[str, Json]) -> None:
    """Keep these drafts and no others; without any, the file goes. Raises DiskTrouble."""
    if not drafts:
        (folder / NAME).unlink(missing_ok=True)
        return
    with replacing(folder / NAME) as temporary:
        temporary.write_text(json.dumps(drafts, ensure_ascii=False), encoding="utf-8")
