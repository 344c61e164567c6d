"""Is the workspace in order, and how is an earlier state put back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dossier_app.base.atomic import replacing
from dossier_app.base.errors import BadInput, DossierError, IntegrityBroken
from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.dossier import Dossier, Heading
from dossier_app.service import places
from dossier_app.service.baselines import baselines
from dossier_app.service.clock import Clock, system_clock
from dossier_app.service.safekeeping import recovery
from dossier_app.service.workspace import Workspace
from dossier_app.store import audit, backup, cases, lock, opening, pool, register
from dossier_app.store.backup import BACKUPS
from dossier_app.store.evidence import hash_of

STATEMENT = Text(
    "已核对：链内没有任何一行在写入后被改动、移除或调换。不能证明：没有人从末尾截去若干行或重写整条链；"
    "请与此前印出或交出的链尾哈希比较。",
    "Checked: no row inside the chain was changed, removed or re-ordered after it was written. Not proven: that nobody "
    "cut rows off the end or rewrote the whole chain; compare the head hash with one printed or handed over earlier.",
)
_NO_BACKUP = Text(
    "“{name}”不是完好的工作区备份，未作任何改动。",
    '"{name}" is not a whole backup of a workspace; nothing was changed.',
)
_HEAD_GONE = Text(
    "审计追踪中没有链尾 {head}：它之后的行被截去或重写过。",
    "The audit trail does not hold the head {head}: rows were cut off or rewritten.",
)


@dataclass(frozen=True, slots=True)
class AuditReport:
    """Outcome of checking the record: rows, head hash, the first faulty row if any, and what that proves."""

    rows: int
    head: str
    fault: tuple[int, str] | None
    statement: Text


@dataclass(frozen=True, slots=True)
class Health:
    """What an examination found; empty lists mean order. Orphan files are harmless and only told."""

    file_whole: bool
    audit_fault: tuple[int, str] | None
    broken_rows: tuple[Text, ...]
    missing_files: tuple[str, ...]
    changed_files: tuple[str, ...]
    orphan_files: tuple[str, ...]
    broken_links: tuple[str, ...] = ()
    broken_versions: tuple[Text, ...] = ()
    bad_backups: tuple[str, ...] = ()
    place: Text | None = None
    lately: Text | None = None

    @property
    def ok(self) -> bool:
        """Tell whether nothing is broken."""
        broken = self.audit_fault, self.broken_rows, self.missing_files, self.changed_files
        more = self.broken_links, self.broken_versions, self.bad_backups
        return self.file_whole and not any(broken) and not any(more)

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "ok": self.ok,
            "file_whole": self.file_whole,
            "audit_fault": list(self.audit_fault) if self.audit_fault else None,
            "broken_rows": [text.as_json() for text in self.broken_rows],
            "missing_files": list(self.missing_files),
            "changed_files": list(self.changed_files),
            "orphan_files": list(self.orphan_files),
            "broken_links": list(self.broken_links),
            "broken_versions": [text.as_json() for text in self.broken_versions],
            "bad_backups": list(self.bad_backups),
            "place": self.place.as_json() if self.place else None,
            "recovery": self.lately.as_json() if self.lately else None,
        }

    def lines(self) -> tuple[Text, ...]:
        """Return the report in sentences."""
        told = tuple(text.format(n=int(count)) for text, count in self._counts() if count)
        said = (*told, *self.broken_rows, *self.broken_versions)
        order = () if said else (Text("一切正常。", "All is in order."),)
        return (*said, *order, *(text for text in (self.place, self.lately) if text))

    def _counts(self) -> tuple[tuple[Text, bool | int], ...]:
        counts = (
            (Text("数据文件受损", "The data file is damaged"), not self.file_whole),
            (Text("审计追踪被改动", "The audit trail was changed"), self.audit_fault is not None),
            (
                Text("证据文件缺失 {n} 个", "{n} evidence files are missing"),
                len(self.missing_files),
            ),
            (
                Text("证据文件被改动 {n} 个", "{n} evidence files were changed"),
                len(self.changed_files),
            ),
            (
                Text(
                    "无人引用的证据文件 {n} 个（无害）",
                    "{n} evidence files nobody names (harmless)",
                ),
                len(self.orphan_files),
            ),
        )
        more = (
            (
                Text("证据引用指向已不存在的对象 {n} 处", "{n} links point at nothing"),
                len(self.broken_links),
            ),
            (Text("已损坏的备份 {n} 份", "{n} backups are damaged"), len(self.bad_backups)),
        )
        return (*counts, *more)


def verify_audit(ws: Workspace, head: str = "") -> AuditReport:
    """Check the record's chain; with `head` also that this earlier head is still in it.

    Raises:
        IntegrityBroken: the earlier head is gone.
    """
    with ws.database.reading() as connection:
        rows, last = audit.head(connection)
        fault = audit.first_fault(connection)
        if head and not audit.holds(connection, head):
            message = _HEAD_GONE.format(head=head[:16])
            raise IntegrityBroken(message, place=head, code="AUDIT-HEAD")
    return AuditReport(rows, last, fault, STATEMENT)


def _case_faults(ws: Workspace, listed: set[str]) -> tuple[set[str], list[str]]:
    """Return the packed case lists that are missing, and those that are not what was written."""
    with ws.reading() as work:
        there = cases.contents(work.connection)
    return listed - there.keys(), sorted(sha256 for sha256, whole in there.items() if not whole)


def examine(ws: Workspace) -> Health:
    """Look at the file, every row, the record and every evidence file."""
    with ws.reading() as work:
        headings = work.headings(archived=True)
        kept = register.contents(work.connection)
        fault = audit.first_fault(work.connection)
    seen = _dossiers(ws, headings)
    expected = {content.sha256 for content in kept if not content.erased_at}
    erased = {content.sha256 for content in kept if content.erased_at}
    present = set(ws.evidence.contents())
    lost, altered = _case_faults(ws, seen.listed)
    return Health(
        file_whole=backup.is_whole(ws.database.path),
        audit_fault=fault,
        broken_rows=tuple(seen.broken),
        missing_files=tuple(sorted({*((expected | seen.named) - erased - present), *lost})),
        changed_files=(
            *(sha for sha in sorted(present) if hash_of(ws.evidence.path(sha))[0] != sha),
            *altered,
        ),
        orphan_files=tuple(sorted(present - seen.named - expected)),
        broken_links=tuple(seen.loose),
        broken_versions=tuple(seen.versions),
        bad_backups=_bad_backups(ws.folder / BACKUPS),
        place=places.warning_of(ws.folder),
        lately=recovery(ws),
    )


@dataclass(slots=True)
class _Seen:
    """What was found while every dossier was read."""

    broken: list[Text] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    loose: list[str] = field(default_factory=list)
    versions: list[Text] = field(default_factory=list)


def _dossiers(ws: Workspace, headings: Iterable[Heading]) -> _Seen:
    seen = _Seen()
    for heading in headings:
        try:
            dossier = ws.views.dossier(heading.id)
        except DossierError as error:
            seen.broken.append(error.message)
        else:
            seen.named |= {record.text("sha256") for record in dossier.all("evidence")}
            seen.listed |= {record.text("content") for record in dossier.all("case_list")}
            seen.loose += loose_links(dossier)
        try:
            baselines(ws, heading.id)
        except DossierError as error:
            seen.versions.append(error.message)
    return seen


def loose_links(dossier: Dossier) -> list[str]:
    """Return the places of links and notes whose target is gone: those are not held by foreign keys."""
    found = [
        f"record:link:{link.id}"
        for link in dossier.all("link")
        if link.text("target_kind") in RECORD_KINDS
        and dossier.find(link.text("target_kind"), link.text("target")) is None
    ]
    for note in dossier.all("comment"):
        sort, _, name = note.text("place").partition(":")
        kind, _, identity = name.partition(":")
        if sort == "record" and dossier.find(kind, identity) is None:
            found.append(f"record:comment:{note.id}")
    return found


def _bad_backups(folder: Path) -> tuple[str, ...]:
    """Return the backups that are damaged or whose list lacks a file; only the newest is read whole."""
    bad = []
    for number, (path, _, _) in enumerate(backup.backups(folder)):
        try:
            listed = pool.read_listing(path)
        except DossierError:
            bad.append(path.name)
            continue
        kept = all(
            (folder / "files" / e.sha256[:2] / e.sha256).is_file()
            for e in (listed[1] if listed else ())
        )
        if not kept or (number == 0 and not backup.is_whole(path)):
            bad.append(path.name)
    return tuple(bad)


def restore(folder: Path, file: Path, clock: Clock = system_clock) -> Path | None:
    """Put a backup in the place of the workspace's data and return the copy of what was there before.

    Attachments, versions and packs of the backup that are gone or changed come back; nothing else is taken out.

    Raises:
        BadInput: the file is not a whole backup. TooNew: it is of a newer version.
        InUse: a program has the workspace open.
    """
    if not file.is_file():
        raise BadInput(_NO_BACKUP.format(name=file.name), place=str(file), code="NO-BACKUP")
    refusal = BadInput(_NO_BACKUP.format(name=file.name), place=str(file), code="BAD-BACKUP")
    try:
        opening.revision_of(file)
    except IntegrityBroken as error:
        raise refusal from error
    if not backup.is_whole(file):
        raise refusal
    opening.make_folder(folder)
    held = lock.take(folder)
    try:
        target = folder / opening.FILE_NAME
        kept = _keep_present(target, folder / BACKUPS, clock) if target.exists() else None
        with replacing(target) as temporary:
            backup.copy_database(file, temporary)
            for name in (f"{target.name}-journal", f"{target.name}-wal", f"{target.name}-shm"):
                (folder / name).unlink(missing_ok=True)
    finally:
        held.release()
    pool.bring_back(file, folder)
    with Workspace.open(folder, clock=clock) as ws:
        ws.note_restored(file.name)
    return kept


def _keep_present(target: Path, folder: Path, clock: Clock) -> Path:
    """Keep the present data: as a checked backup where it is whole, else as the damaged file it is."""
    if backup.is_whole(target):
        return backup.back_up(target, folder, clock(), reason="restore")
    aside = folder / f"damaged-{clock():%Y%m%dT%H%M%S%f}Z.sqlite3"
    with replacing(aside) as temporary:
        temporary.write_bytes(target.read_bytes())
    return aside
