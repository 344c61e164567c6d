"""A dossier for others' eyes: a bundle without what must not leave, and a support file without any content."""

from __future__ import annotations

import json
import platform
from collections import Counter
from pathlib import Path
from typing import Any

from dossier_app import __version__
from dossier_app.base.atomic import replacing
from dossier_app.base.errors import BadInput
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.model import redaction
from dossier_app.model.redaction import Redacted
from dossier_app.service import care, imports, queries
from dossier_app.service.bundle import PLAIN, Cargo, Manner, write_cargo
from dossier_app.service.care import Health
from dossier_app.service.exchange import canonical
from dossier_app.service.judging import count_json
from dossier_app.service.workspace import Workspace
from dossier_app.store import audit
from dossier_app.store.migrations import HEAD

_EXISTS = Text(
    "“{name}”已存在，未作任何改动。请换一个名称，或要求覆盖（--replace）。",
    '"{name}" exists; nothing was changed. Choose another name or ask to replace it (--replace).',
)
_LEFT_OUT = Text(
    "不含任何卷宗内容：没有名称、答案、记录文字、文件、人名、路径，只有数量、代码和版本。",
    "Holds no content of any dossier: no names, answers, words of records, files, people or paths; "
    "only counts, codes and versions.",
)
_COMMANDS_TOLD = 200


def redact(ws: Workspace, dossier: str) -> Redacted:
    """Return what may leave of a dossier and the list of what would be removed; raises NotFound."""
    found = redaction.redact(imports.dump(ws, dossier))
    here = frozenset(sha256 for sha256 in found.carried if ws.evidence.has(sha256))
    return Redacted(found.form, here, found.removed)


def write_redacted(
    ws: Workspace,
    dossier: str,
    target: Path,
    manner: Manner = PLAIN,
    progress: Progress = SILENT,
) -> dict[str, Any]:
    """Write the redacted bundle; the list of what was removed stands in it and in the answer; raises as `write_bundle`."""
    found = redact(ws, dossier)
    cargo = Cargo(found.form, found.carried, found.removed)
    manifest = write_cargo(ws, cargo, target, manner, progress)
    return manifest | {"removed": list(found.removed), "sealed": bool(manner.password)}


def write_support(
    ws: Workspace, dossier: str, target: Path, *, replace: bool = False
) -> dict[str, Any]:
    """Write the support file of a dossier as JSON and return what stands in it.

    Raises:
        BadInput: the target exists. NotFound: no such dossier.
    """
    if target.exists() and not replace:
        raise BadInput(_EXISTS.format(name=target.name), place=str(target), code="FILE-EXISTS")
    told = support(ws, dossier)
    with replacing(target) as temporary:
        temporary.write_text(canonical(told), encoding="utf-8", newline="\n")
    return told


def support(ws: Workspace, dossier: str) -> dict[str, Any]:
    """Return what helps to find a fault without telling anything of the content; raises NotFound."""
    found = queries.dossier(ws, dossier)
    judged = queries.findings(ws, dossier)
    health = care.examine(ws)
    with ws.database.reading() as connection:
        rows, head = audit.head(connection)
        recent = [
            _told(entry)
            for entry in audit.entries(connection, found.heading.id, limit=_COMMANDS_TOLD)
        ]
    return {
        "format": 1,
        "left_out": _LEFT_OUT.as_json(),
        "program": __version__,
        "system": _system(),
        "data_format": HEAD,
        "rule_pack": found.heading.pack,
        "sample": found.heading.sample,
        "answers": len(found.answers),
        "records": {kind: len(records) for kind, records in found.records.items()},
        "files": _files(ws),
        "completeness": {k: count_json(c) for k, c in queries.completeness(ws, dossier).items()},
        "findings": dict(sorted(Counter(f"{f.code} {f.severity.value}" for f in judged).items())),
        "health": _health(health),
        "audit": {"rows": rows, "head": head},
        "recent": recent,
    }


def _told(entry: audit.Entry) -> dict[str, Any]:
    return {
        "do": json.loads(entry.command).get("do"),
        "at": entry.at.isoformat(timespec="seconds"),
        "program": entry.program,
    }


def _system() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "release": platform.release(),
        "machine": platform.machine(),
    }


def _health(health: Health) -> dict[str, Any]:
    return {
        "ok": health.ok,
        "file_whole": health.file_whole,
        "audit_fault": list(health.audit_fault) if health.audit_fault else None,
        "broken_rows": len(health.broken_rows),
        "missing_files": len(health.missing_files),
        "changed_files": len(health.changed_files),
        "orphan_files": len(health.orphan_files),
        "broken_links": len(health.broken_links),
    }


def _files(ws: Workspace) -> dict[str, int]:
    sizes = [ws.evidence.path(sha256).stat().st_size for sha256 in ws.evidence.contents()]
    return {"count": len(sizes), "bytes": sum(sizes)}
