"""Makes, checks and upgrades the workspace's file before anything else may touch it."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from types import ModuleType

from dossier_app.base.atomic import replacing
from dossier_app.base.errors import DiskTrouble, IntegrityBroken, NotFound, TooNew
from dossier_app.base.text import Text
from dossier_app.store.backup import back_up, copy_database
from dossier_app.store.engine import APPLICATION_ID, connect, schema_hash
from dossier_app.store.migrations import HEAD, revisions
from dossier_app.store.trouble import trouble_named

FILE_NAME = "workspace.sqlite3"

_NO_FOLDER = Text(
    "找不到工作区“{folder}”。请检查路径；要新建工作区，请打开窗口，或使用命令 dossier new。",
    'There is no workspace "{folder}". Check the path; to make a new one open the window or use the command dossier new.',
)
_NOT_REACHABLE = Text(
    "工作区所在的位置“{folder}”无法访问（可能是 U 盘或网络驱动器未连接）。数据并未丢失，请连接后重试。",
    'The place "{folder}" cannot be reached (a stick or network drive that is not connected?). '
    "No data is lost; connect it and try again.",
)
_TRACES = ("backups", "evidence", "baselines", "rulepacks")
_GONE = Text(
    "“{folder}”曾是工作区（仍有 {left}），但数据文件不见了。未新建任何内容。请检查同步软件或回收站，或恢复备份（dossier restore）。",
    '"{folder}" was a workspace (it still has {left}), but its data file is gone. Nothing new was made. '
    "Look into the sync program or the bin, or restore a backup (dossier restore).",
)
_NO_PLACE = Text(
    "无法在“{folder}”建立工作区，未作任何改动。请换一个位置，或检查权限。",
    'A workspace cannot be made at "{folder}"; nothing was changed. Choose another place or check the permissions.',
)
_EMPTIED = Text(
    "工作区数据文件“{name}”是空的，可能被同步软件清空。未作任何改动，请恢复备份。",
    'The data file "{name}" is empty, perhaps emptied by a sync program. Nothing was changed; restore a backup.',
)
_FOREIGN = Text(
    "“{name}”不是本程序的工作区数据，未作任何改动。请选择正确的文件夹。",
    '"{name}" is not data of this program; nothing was changed. Choose the right folder.',
)
_TOO_NEW = Text(
    "工作区由更新的版本创建（数据格式 {found}，本程序支持到 {known}），未作任何改动。请更新本程序。",
    "The workspace was made by a newer version (data format {found}, this program knows {known}); "
    "nothing was changed. Update this program.",
)
_OTHER_SHAPE = Text(
    "工作区数据文件的结构与本版本不符，可能被其他工具改动过。未作任何改动，请恢复备份。",
    "The data file's structure is not this version's; another tool may have changed it. "
    "Nothing was changed; restore a backup.",
)
_FAILED = Text(
    "工作区升级未通过核对（{what}），原文件未改动。请保留该文件并联系支持。",
    "The upgrade did not pass its checks ({what}); the original file is unchanged. Keep it and ask for support.",
)


def create_database(path: Path, known: Iterable[ModuleType] | None = None) -> None:
    """Make a new, empty workspace file at the head revision; it appears whole or not at all."""
    with replacing(path) as temporary:
        temporary.unlink()
        with (
            trouble_named(path),
            closing(connect(temporary, mode="rwc", journal="DELETE")) as connection,
        ):
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _migrate(connection, tuple(known or revisions()))
            connection.execute(
                "INSERT INTO workspace (key, value) VALUES ('id', ?)", (secrets.token_hex(16),)
            )


def make_folder(folder: Path) -> None:
    """Make the workspace's folder, only the user's own to read.

    Raises:
        DiskTrouble: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        message = _NO_PLACE.format(folder=folder)
        raise DiskTrouble(message, place=str(folder), code="FOLDER-DENIED") from error


def find_database(folder: Path) -> Path:
    """Return the workspace's file.

    Raises:
        NotFound: the folder or its data file does not exist.
        DiskTrouble, IntegrityBroken: as `check_absent`.
    """
    path = folder / FILE_NAME
    if path.is_file():
        return path
    check_absent(folder)
    raise NotFound(_NO_FOLDER.format(folder=folder), place=str(folder), code="NO-WORKSPACE")


def check_absent(folder: Path) -> None:
    """Tell a place that never held a workspace from one whose data is gone or out of reach.

    Raises:
        DiskTrouble: not even the place around the folder can be reached.
        IntegrityBroken: as `check_gone`.
    """
    if not folder.exists() and not folder.absolute().parent.exists():
        raise DiskTrouble(
            _NOT_REACHABLE.format(folder=folder), place=str(folder), code="DATA-UNREACHABLE"
        )
    check_gone(folder)


def check_gone(folder: Path) -> None:
    """Refuse a folder that holds what belongs to a workspace, but not its data file; raises IntegrityBroken."""
    left = [name for name in _TRACES if any((folder / name).glob("*"))]
    if left and not (folder / FILE_NAME).exists():
        message = _GONE.format(folder=folder, left=", ".join(left))
        raise IntegrityBroken(message, place=str(folder), code="DATA-GONE")


def revision_of(path: Path) -> int:
    """Return the file's revision after telling it from empty, foreign and newer files.

    Raises:
        IntegrityBroken: emptied, damaged or another program's file.
        TooNew: its revision is above the head.
    """
    if path.stat().st_size == 0:
        raise IntegrityBroken(_EMPTIED.format(name=path.name), place=str(path), code="DATA-EMPTIED")
    with trouble_named(path), closing(connect(path, mode=mode_for(path))) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        revision = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application != APPLICATION_ID:
        raise IntegrityBroken(_FOREIGN.format(name=path.name), place=str(path), code="DATA-FOREIGN")
    if revision > HEAD:
        message = _TOO_NEW.format(found=revision, known=HEAD)
        raise TooNew(message, place=str(path), code="DATA-TOO-NEW")
    return revision


def check_shape(path: Path, known: Iterable[ModuleType] | None = None) -> None:
    """Refuse a file whose tables, indexes or triggers are not exactly the head revision's.

    Raises:
        IntegrityBroken: they differ.
    """
    head = tuple(known or revisions())[-1]
    with trouble_named(path), closing(connect(path, mode=mode_for(path))) as connection:
        found = schema_hash(connection)
    if found != head.SCHEMA_HASH:
        raise IntegrityBroken(_OTHER_SHAPE, place=str(path), code="DATA-SHAPE")


def mode_for(path: Path) -> str:
    """Return how the file can be opened: `rw`, or `ro` where file or folder may not be written."""
    return "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"


def upgrade(
    path: Path, backups: Path, now: datetime, known: Iterable[ModuleType] | None = None
) -> Path:
    """Bring an older file to the head on a copy, prove the copy, then let it take the file's place.

    Returns the dated backup of the old file.

    Raises:
        IntegrityBroken: the upgraded copy failed a check; the original is as it was.
    """
    with replacing(path) as temporary:
        copy_database(path, temporary)
        with trouble_named(path), closing(connect(temporary, journal="DELETE")) as connection:
            _upgrade_copy(connection, tuple(known or revisions()), path)
        kept = back_up(path, backups, now, reason="upgrade")
    return kept


def _upgrade_copy(
    connection: sqlite3.Connection, known: tuple[ModuleType, ...], path: Path
) -> None:
    before = count_rows(connection)
    changed = _migrate(connection, known)
    after = count_rows(connection)
    faults = [
        f"{table}: {rows} -> {after.get(table, 0)}"
        for table, rows in before.items()
        if table not in changed and after.get(table) != rows
    ]
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        faults.append("integrity_check")
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        faults.append("foreign_key_check")
    if schema_hash(connection) != known[-1].SCHEMA_HASH:
        faults.append("schema")
    if faults:
        message = _FAILED.format(what=", ".join(faults))
        raise IntegrityBroken(message, place=str(path), code="UPGRADE-CHECKS")


def _migrate(connection: sqlite3.Connection, known: tuple[ModuleType, ...]) -> frozenset[str]:
    """Run the missing revisions in one transaction with foreign keys off; return tables they may recount."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    start = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.execute("PRAGMA foreign_keys = OFF")
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    recounted: set[str] = set()
    with engine.connect() as open_connection:
        open_connection.exec_driver_sql("BEGIN IMMEDIATE")
        operations = Operations(MigrationContext.configure(open_connection))
        for revision in (each for each in known if start < each.REVISION):
            revision.upgrade(operations)
            recounted |= getattr(revision, "RECOUNTED", frozenset())
        open_connection.exec_driver_sql(f"PRAGMA user_version = {known[-1].REVISION}")
        open_connection.exec_driver_sql("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")
    return frozenset(recounted)


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table of ours holds."""
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " AND name NOT LIKE 'search%' ORDER BY name"
    ).fetchall()
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - names of our own tables
        for (name,) in names
    }
