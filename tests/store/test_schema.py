"""The tables follow the declarations, and the released migration makes exactly these tables."""

import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text

from dossier_app.base.errors import IntegrityBroken, TooNew
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.service.clock import system_clock
from dossier_app.store import opening
from dossier_app.store.backup import backups
from dossier_app.store.engine import connect, schema_hash
from dossier_app.store.migrations import HEAD, revisions
from dossier_app.store.schema import METADATA, OWN_COLUMNS, RECORDS
from tests.store.write_migration import released, statements

PATH = "workspace.sqlite3"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / PATH
    opening.create_database(path)
    return path


def differences(path: Path) -> list[object]:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        connection.execute(text("DROP TABLE search"))
        context = MigrationContext.configure(connection)
        found = [d for d in compare_metadata(context, METADATA) if "search" not in str(d)]
    return _without_keys_of_added_columns(found)


def _without_keys_of_added_columns(found: list[object]) -> list[object]:
    """Leave out keys that only lost their name: SQLite tells it for a table's keys, not for an added column's."""
    keys: dict[object, list[object]] = {}
    for each in found:
        if isinstance(each, tuple) and each[0] in ("remove_fk", "add_fk"):
            key = each[1]
            place = key.table.name, tuple(c.name for c in key.columns)
            target = tuple(e.target_fullname for e in key.elements)
            keys.setdefault((place, target), []).append(each)
    paired = {id(each) for group in keys.values() if len(group) == 2 for each in group}
    return [each for each in found if id(each) not in paired]


def test_migrated_file_is_what_the_declarations_say(file: Path) -> None:
    assert differences(file) == []


def test_comparison_notices_a_missing_column(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("ALTER TABLE party DROP COLUMN phone")
    assert "phone" in str(differences(file))


def test_newest_migration_adds_todays_statements_and_has_their_hash() -> None:
    newest = revisions()[-1]
    assert list(newest.STATEMENTS) == statements()
    connection = released()
    for statement in statements():
        connection.execute(statement)
    assert schema_hash(connection) == newest.SCHEMA_HASH


@pytest.mark.parametrize("kind", RECORD_KINDS.values(), ids=lambda kind: kind.key)
def test_every_declared_field_is_a_column_and_no_other_is(kind: object) -> None:
    columns = set(RECORDS[kind.key].c.keys()) - set(OWN_COLUMNS)
    assert columns == {field.key for field in kind.fields}
    assert not {field.key for field in kind.fields} & set(OWN_COLUMNS)


def test_strict_tables_refuse_text_in_a_number(file: Path) -> None:
    with closing(connect(file)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO party (id, position, row_hash) VALUES ('a', 'many', '')")


def test_no_foreign_key_cascades(file: Path) -> None:
    with closing(connect(file)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")
        ]
        actions = {
            row[6] for t in tables for row in connection.execute(f'PRAGMA foreign_key_list("{t}")')
        }
    assert actions == {"NO ACTION"}


def test_settings_keep_every_commit(file: Path) -> None:
    with closing(connect(file)) as connection:
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }
    assert found == {
        "journal_mode": "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }


def test_emptied_file_is_refused_and_left_alone(file: Path) -> None:
    file.write_bytes(b"")
    with pytest.raises(IntegrityBroken, match="empty"):
        opening.revision_of(file)
    assert file.read_bytes() == b""


def test_foreign_and_damaged_files_are_refused(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE a (b)")
    with pytest.raises(IntegrityBroken):
        opening.revision_of(other)
    file.write_bytes(b"not a database at all, but long enough to be one" * 40)
    with pytest.raises(IntegrityBroken):
        opening.revision_of(file)


def test_newer_file_is_refused(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(TooNew, match="99"):
        opening.revision_of(file)


@pytest.mark.parametrize("change", ["DROP TRIGGER audit_keeps_rows", "CREATE VIEW odd AS SELECT 1"])
def test_changed_shape_is_refused(file: Path, change: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(change)
    with pytest.raises(IntegrityBroken):
        opening.check_shape(file)


def revision(upgrade, wanted: str, **more: object) -> SimpleNamespace:
    return SimpleNamespace(REVISION=HEAD + 1, SCHEMA_HASH=wanted, upgrade=upgrade, **more)


def hash_after(statement: str, file: Path, tmp_path: Path) -> str:
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(file.read_bytes())
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(statement)
        return schema_hash(connection)


def test_upgrade_keeps_rows_and_a_dated_backup(file: Path, tmp_path: Path) -> None:
    statement = "CREATE TABLE extra (a TEXT) STRICT"
    second = revision(
        lambda operations: operations.execute(statement), hash_after(statement, file, tmp_path)
    )
    kept = opening.upgrade(file, tmp_path / "backups", system_clock(), (*revisions(), second))
    with closing(connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == HEAD + 1
        assert connection.execute("SELECT count(*) FROM workspace").fetchone()[0] == 1
    assert [path for path, _, reason in backups(tmp_path / "backups") if reason == "upgrade"] == [
        kept
    ]


@pytest.mark.parametrize(
    ("statement", "named"),
    [("DELETE FROM workspace", "workspace"), ("CREATE TABLE extra (a TEXT)", "schema")],
)
def test_failed_upgrade_leaves_the_file_alone(
    file: Path, tmp_path: Path, statement: str, named: str
) -> None:
    before = file.read_bytes()
    bad = revision(lambda operations: operations.execute(statement), revisions()[-1].SCHEMA_HASH)
    with pytest.raises(IntegrityBroken, match=named):
        opening.upgrade(file, tmp_path / "backups", system_clock(), (*revisions(), bad))
    assert file.read_bytes() == before
    assert not list(tmp_path.glob(".writing-*"))
