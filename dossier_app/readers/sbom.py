"""A software list read in the child process: strict JSON, bounded, plain components back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.progress import Progress
from dossier_app.base.text import Text
from dossier_app.model.sbom import Component, Sbom, read_sbom
from dossier_app.readers.child import ask
from dossier_app.readers.limits import LIMITS, MB, Limits

_FIELDS = ("name", "version", "supplier", "licence", "purl", "digest")


def sbom_of(path: Path, progress: Progress, limits: Limits = LIMITS) -> Sbom:
    """Return the list in a CycloneDX or SPDX JSON file.

    Raises:
        BadInput: not JSON, not such a list (the JSON path is named), or beyond the limits.
        Cancelled: the user stopped it.
    """
    answer = ask({"what": "sbom", "path": str(path)}, path.name, progress, limits)
    rows = tuple(Component(*(row[key] for key in _FIELDS)) for row in answer["components"])
    return Sbom(answer["form"], answer["product"], rows, answer["unversioned"])


def sbom_to_plain(path: Path, limits: Limits) -> dict[str, Any]:
    """Read the file in this process and return it as plain data."""
    if path.stat().st_size > limits.table_file:
        message = _TOO_LARGE.format(name=path.name, limit=limits.table_file // MB)
        raise BadInput(message, place=str(path), code="SBOM-02")
    try:
        raw = json.loads(path.read_bytes().decode("utf-8-sig"))
    except ValueError:
        raise BadInput(_NOT_JSON.format(name=path.name), place="$", code="SBOM-01") from None
    found = read_sbom(raw)
    rows = [{key: getattr(each, key) for key in _FIELDS} for each in found.components]
    return {**found.as_json(), "components": rows}


_NOT_JSON = Text(
    "“{name}”不是 UTF-8 的 JSON 文件，不能作为软件物料清单。未作任何改动。",
    "“{name}” is no UTF-8 JSON file and cannot be a software list. Nothing was changed.",
)
_TOO_LARGE = Text("“{name}”超过 {limit} MB。", "“{name}” is larger than {limit} MB.")
