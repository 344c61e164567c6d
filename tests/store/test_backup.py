"""Backups count only when they are whole, and the right ones are kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dossier_app.base.errors import IntegrityBroken
from dossier_app.store import backup, opening

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "workspace.sqlite3"
    opening.create_database(path)
    return path


def test_backup_is_whole_and_listed(file: Path, tmp_path: Path) -> None:
    kept = backup.back_up(file, tmp_path / "kept", NOW)
    assert backup.is_whole(kept)
    assert backup.backups(tmp_path / "kept") == ((kept, NOW, "manual"),)
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [kept.name]


def test_damaged_file_gives_no_backup(file: Path, tmp_path: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:12288] = b"\x55" * 8192
    file.write_bytes(content)
    with pytest.raises(IntegrityBroken):
        backup.back_up(file, tmp_path / "kept", NOW)
    assert backup.backups(tmp_path / "kept") == ()


def test_twenty_newest_thirty_days_and_twelve_months_are_kept() -> None:
    hourly = [NOW - timedelta(hours=n) for n in range(24 * 500)]
    keep = backup.wanted(hourly, NOW)
    assert set(hourly[:20]) <= keep
    days = {f"{moment:%Y%m%d}" for moment in keep if NOW - moment <= timedelta(days=30)}
    months = {f"{moment:%Y%m}" for moment in keep}
    assert (len(days), len(months)) == (31, 12)
    assert len(keep) < 65


def test_copies_of_the_future_are_never_dropped(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    future = backup.back_up(file, folder, NOW + timedelta(days=400))
    old = [backup.back_up(file, folder, NOW - timedelta(minutes=n)) for n in range(22)]
    removed = backup.prune(folder, NOW)
    assert future.exists()
    assert removed
    assert set(removed) <= set(old[19:])
    assert all(path.exists() for path in old[:19])
