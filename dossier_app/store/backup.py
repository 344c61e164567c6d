"""Copies of a workspace's file that count as backups only after they were opened and checked."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from dossier_app.base.atomic import replacing
from dossier_app.base.errors import IntegrityBroken
from dossier_app.base.text import Text
from dossier_app.store.engine import connect
from dossier_app.store.trouble import trouble_named

BACKUPS = "backups"
"""The folder of a workspace that keeps its backups."""

KEPT_RECENT = 20
KEPT_DAYS = 30
KEPT_MONTHS = 12
_PAGES = 1024
_NAME = re.compile(r"workspace-(\d{8}T\d{6}\d{6})Z-([a-z]+)\.sqlite3")
_BAD_COPY = Text(
    "备份“{name}”未通过核对，未保留。请检查磁盘。",
    'The backup "{name}" did not pass its check and was not kept. Check the disk.',
)


def copy_database(source: Path, target: Path) -> None:
    """Copy a live database through SQLite's own backup interface and check the copy.

    Raises:
        IntegrityBroken: the copy is not whole.
    """
    with (
        trouble_named(source),
        closing(_reader(source)) as old,
        closing(connect(target, mode="rwc", journal="DELETE")) as new,
    ):
        old.backup(new, pages=_PAGES)
    if not is_whole(target):
        raise IntegrityBroken(
            _BAD_COPY.format(name=target.name), place=str(target), code="BACKUP-BAD"
        )


def is_whole(path: Path) -> bool:
    """Tell whether SQLite finds the file in order and no row points nowhere."""
    try:
        with closing(_reader(path)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            return sound and connection.execute("PRAGMA foreign_key_check").fetchone() is None
    except sqlite3.DatabaseError:
        return False


def back_up(source: Path, folder: Path, now: datetime, *, reason: str = "manual") -> Path:
    """Keep a checked, dated copy of `source` in `folder` and return its path. `reason` is one Latin word."""
    target = folder / f"workspace-{now:%Y%m%dT%H%M%S%f}Z-{reason}.sqlite3"
    with replacing(target) as temporary:
        copy_database(source, temporary)
    return target


def backups(folder: Path) -> tuple[tuple[Path, datetime, str], ...]:
    """Return the kept copies with moment and reason, newest first; other files are left out."""
    found = []
    for path in folder.glob("workspace-*.sqlite3") if folder.is_dir() else ():
        if match := _NAME.fullmatch(path.name):
            moment = datetime.strptime(f"{match[1]}+0000", "%Y%m%dT%H%M%S%f%z")
            found.append((path, moment, match[2]))
    return tuple(sorted(found, key=lambda entry: entry[1], reverse=True))


def prune(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Remove copies beyond the newest 20, one a day for 30 days and one a month for 12 months; return them.

    Copies dated after `now` are kept: a clock that ran ahead must not cost a backup.
    """
    entries = backups(folder)
    keep = wanted([moment for _, moment, _ in entries], now)
    removed = tuple(path for path, moment, _ in entries if moment not in keep)
    for path in removed:
        path.unlink(missing_ok=True)
    return removed


def wanted(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Return which moments are kept."""
    newest = sorted(moments, reverse=True)
    keep = {moment for moment in newest if moment > now} | set(newest[:KEPT_RECENT])
    days: dict[str, datetime] = {}
    months: dict[str, datetime] = {}
    for moment in newest:
        if now - moment <= timedelta(days=KEPT_DAYS):
            days.setdefault(f"{moment:%Y%m%d}", moment)
        months.setdefault(f"{moment:%Y%m}", moment)
    keep |= set(days.values()) | {
        months[month] for month in sorted(months, reverse=True)[:KEPT_MONTHS]
    }
    return frozenset(keep)


def _reader(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None
    )
    connection.execute("PRAGMA query_only = ON")
    return connection
