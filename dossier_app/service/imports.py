"""What comes in: evidence files, buyers' files, dossiers in the exchange form."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dossier_app.base.errors import BadInput, DiskTrouble
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.model.finding import Finding
from dossier_app.model.tenderfile import TenderFile
from dossier_app.readers.evidence import EvidenceFacts, inspect, inspect_named
from dossier_app.readers.fold import radicals_as_characters
from dossier_app.readers.tender import read_tender
from dossier_app.service import drawable, exchange, tendering
from dossier_app.service.commands import AddRecord, Batch
from dossier_app.service.indexing import CONTENT
from dossier_app.service.queries import dossier as query_dossier
from dossier_app.service.queries import heading
from dossier_app.service.workspace import Changed, Workspace
from dossier_app.store import register, search
from dossier_app.store.evidence import UNREADABLE

Inspect = Callable[[Path, Progress], EvidenceFacts]
_MAX_EXCHANGE = 200 << 20

_NO_FILE = Text(
    "找不到文件“{name}”，未作任何改动。请检查路径。",
    'There is no file "{name}"; nothing was changed. Check the path.',
)
_FOLDER = Text(
    "“{name}”是文件夹，不是文件，未作任何改动。请指定其中的一个文件。",
    '"{name}" is a folder, not a file; nothing was changed. Name a file in it.',
)
_SPECIAL = Text(
    "“{name}”是管道或设备，不是普通文件，未作任何改动。请先存成普通文件。",
    '"{name}" is a pipe or a device, not an ordinary file; nothing was changed. Save it as a file first.',
)
_NOT_JSON = Text(
    "“{name}”不是有效的 UTF-8 JSON 文件（{what}），未作任何改动。",
    '"{name}" is not a valid UTF-8 JSON file ({what}); nothing was changed.',
)


@dataclass(frozen=True, slots=True)
class Content:
    """A content in the evidence store: its hash, size, media type, pages and what is to be said of it."""

    sha256: str
    bytes: int
    media_type: str
    pages: int
    findings: tuple[Finding, ...] = ()
    dpi: int = 0
    """resolution of a scan across its page, 0 where there is none"""


@dataclass(frozen=True, slots=True)
class Joining:
    """The tender (id or code; None: a new one) that a file joins, and whether it may be of another project."""

    tender: str | None
    other_project: bool = False


def attach(
    ws: Workspace, dossier: str, path: Path, kind: str, *, progress: Progress = SILENT
) -> str:
    """Take an evidence file in and return the new record's id; bytes are in the store before the row is.

    Raises:
        NotFound: no such dossier. BadInput: the file cannot be evidence. InUse, DiskTrouble: not writable.
    """
    return attached(ws, dossier, path, kind, progress=progress)[0]


def attached(
    ws: Workspace, dossier: str, path: Path, kind: str, *, progress: Progress = SILENT
) -> tuple[str, Content]:
    """Do as `attach` and return the new record's id with what was seen in the file; raises the same."""
    owner = heading(ws, dossier)
    content = take_in(ws, path, progress=progress, look=inspect_named)
    record = uuid.uuid4().hex
    name = Text("附上证据文件", "Attach an evidence file")
    ws.do(Batch(name, (evidence_record(owner.id, record, kind, path, content),)))
    return record, content


def take_in(
    ws: Workspace, path: Path, *, progress: Progress = SILENT, look: Inspect = inspect
) -> Content:
    """Put a file's bytes into the store, register them and index their text, without a record yet.

    Raises:
        BadInput: missing, empty, damaged, protected or of a kind that cannot be evidence.
        InUse, DiskTrouble: the workspace cannot be written.
    """
    need_file(path)
    with ws.writing():
        facts = look(path, progress)
    sha256, size = ws.evidence.take_in(path, progress)
    register_contents(ws, [(sha256, size, facts)])
    return Content(sha256, size, facts.media_type, facts.pages, facts.findings, facts.across)


def register_contents(ws: Workspace, contents: Sequence[tuple[str, int, EvidenceFacts]]) -> None:
    """Note contents (hash, size, facts) that lie in the store and index their text."""
    moment = ws.clock().isoformat(timespec="seconds")
    with ws.writing() as work:
        for sha256, size, facts in contents:
            register.add(work.connection, register.Kept(sha256, size, facts.media_type, moment))
            passages = [
                search.Passage("", CONTENT, sha256, "", page, radicals_as_characters(text))
                for page, text in enumerate(facts.texts, 1)
            ]
            search.replace_records(work.connection, CONTENT, [sha256], passages)


def evidence_record(
    dossier: str, record: str, kind: str, path: Path, content: Content
) -> AddRecord:
    """Return the command that adds the evidence record of a content taken in."""
    values: dict[str, Any] = {
        "title": path.stem[:200],
        "kind": kind,
        "sha256": content.sha256,
        "file_name": path.name[:200],
        "media_type": content.media_type,
        "bytes": content.bytes,
        "disclosure": "internal",
    }
    counted = {"pages": content.pages, "dpi": content.dpi}
    return AddRecord(
        dossier, "evidence", record, values | {key: n for key, n in counted.items() if n}
    )


def read_tender_file(path: Path, progress: Progress = SILENT) -> TenderFile:
    """Read a buyer's file without storing anything; raises BadInput."""
    need_file(path)
    read = read_tender(path, progress)
    own = (*drawable.of_file(read), *tendering.faults(read))
    return replace(read, findings=(*read.findings, *own))


def import_tender(
    ws: Workspace,
    dossier: str,
    source: Path | TenderFile | tuple[Path, TenderFile],
    *,
    tender: str | Joining | None = None,
    progress: Progress = SILENT,
) -> str:
    """Store what a buyer's file says, in one undoable change, and return the tender's id.

    With `tender` (id or code) the rows join that tender, if the file is of its project or
    `Joining` says that another is meant; else a new one is made. A path's file is
    kept as evidence; a path with what was read from it and corrected by hand is taken so.

    Raises:
        NotFound, BadInput, InUse, DiskTrouble: nothing was stored.
    """
    found = query_dossier(ws, dossier)
    path, read = source if isinstance(source, tuple) else (source, source)
    if isinstance(read, Path):
        read = read_tender_file(read, progress)
    joining = tender if isinstance(tender, Joining) else Joining(tender)
    tendering.refuse_empty(read, path.name if isinstance(path, Path) else "")
    kept: AddRecord | None = None
    if isinstance(path, Path):
        content = take_in(ws, path, progress=progress, look=inspect_named)
        kept = evidence_record(found.heading.id, uuid.uuid4().hex, "tender_file", path, content)
    identity, batch = tendering.importing(
        found, read, joining.tender, kept, other_project=joining.other_project
    )
    ws.do(batch)
    return identity


def load(ws: Workspace, raw: Mapping[str, Any], *, replace: bool = False) -> Changed:
    """Bring a dossier (or only the firm's records) in from the exchange form; one command, one undo.

    Raises:
        BadInput, TooNew: naming the path; nothing was changed.
    """
    checked = exchange.parse(raw)
    with ws.reading() as work:
        batch = exchange.loading(work, checked, replace=replace)
    return ws.do(batch)


def dump(ws: Workspace, dossier: str) -> dict[str, Any]:
    """Return a dossier in the exchange form; `exchange.canonical` gives its bytes."""
    return exchange.exchange_form(query_dossier(ws, dossier))


def read_json(path: Path) -> Any:  # noqa: ANN401 - whatever a JSON file holds
    """Read a JSON file strictly: UTF-8, no doubled keys, no NaN, no lone surrogates.

    Raises:
        BadInput: missing or not such a file. DiskTrouble: it cannot be read.
    """
    need_file(path)
    try:
        if path.stat().st_size > _MAX_EXCHANGE:
            raise _not_json(path, f"> {_MAX_EXCHANGE >> 20} MB")
        value = strict_json(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise _not_json(path, str(error)[:120] or "nested too deeply") from error
    except OSError as error:
        raise DiskTrouble(UNREADABLE.format(name=path.name), place=str(path)) from error
    return value


def strict_json(content: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a JSON value; raises ValueError or RecursionError for doubled keys, NaN, surrogates and worse."""
    value = json.loads(
        content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant
    )
    json.dumps(value, ensure_ascii=False).encode("utf-8")
    return value


def need_file(path: Path) -> None:
    """Refuse what is no ordinary file; raises BadInput."""
    if path.is_dir():
        raise BadInput(_FOLDER.format(name=path.name), place=str(path), code="NOT-A-FILE")
    if not path.is_file():
        absent = not path.exists()
        message, code = (_NO_FILE, "NO-FILE") if absent else (_SPECIAL, "NOT-A-FILE")
        raise BadInput(message.format(name=path.name), place=str(path), code=code)


def no_file(name: str) -> Text:
    """Return the sentence for a file that is not there."""
    return _NO_FILE.format(name=name)


def _not_json(path: Path, what: str) -> BadInput:
    return BadInput(_NOT_JSON.format(name=path.name, what=what), place=str(path), code="NOT-JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        doubled = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"doubled key {doubled!r}")
    return found


def _no_constant(word: str) -> Any:  # noqa: ANN401 - never returns
    raise ValueError(f"{word} is not JSON")
