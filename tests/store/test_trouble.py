"""What SQLite and the disk report reaches the user as an error that says what to do; the data stays."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from dossier_app.base.errors import DiskTrouble, DossierError, IntegrityBroken, InUse
from dossier_app.store import opening
from dossier_app.store.engine import Database
from dossier_app.store.schema import WORKSPACE
from dossier_app.store.trouble import trouble_named


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "workspace.sqlite3"
    opening.create_database(path)
    return path


def put(database: Database, key: str, value: str) -> None:
    with database.writing() as connection:
        connection.execute(insert(WORKSPACE), {"key": key, "value": value})


def keys(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT key FROM workspace ORDER BY key")]


def refused(database: Database, value: str = "x") -> DossierError:
    with pytest.raises(DossierError) as refusal:
        put(database, "new", value)
    assert refusal.value.message.zh
    assert refusal.value.message.en
    assert refusal.value.place == str(database.path)
    return refusal.value


def test_full_disk_is_named_and_what_was_saved_stays(file):
    database = Database(file)
    put(database, "kept", "x")
    with database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    found = refused(database, "x" * 100_000)
    assert (type(found), found.code) == (DiskTrouble, "SQLITE_FULL")
    assert "not saved" in found.message.en
    put(database, "small", "x")
    database.close()
    assert keys(file) == ["id", "kept", "small"]


@pytest.mark.parametrize("how", [{"read_only": True}, {"immutable": True}])
def test_file_that_may_not_be_written_is_named(file, how):
    database = Database(file, **how)
    found = refused(database)
    assert (type(found), found.code) == (DiskTrouble, "SQLITE_READONLY")
    with database.reading() as connection:
        assert connection.execute(select(WORKSPACE.c.key)).scalars().all() == ["id"]
    database.close()


def test_file_held_by_another_program_is_in_use(file):
    database = Database(file)
    with database.reading() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        found = refused(database)
        other.execute("ROLLBACK")
    assert (type(found), found.code) == (InUse, "SQLITE_BUSY")
    put(database, "after", "x")
    database.close()
    assert keys(file) == ["after", "id"]


def test_place_that_is_gone_is_disk_trouble(tmp_path):
    database = Database(tmp_path / "stick" / "workspace.sqlite3")
    found = refused(database)
    assert (type(found), found.code) == (DiskTrouble, "SQLITE_CANTOPEN")


def test_text_that_is_no_text_is_damage(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE workspace SET value = CAST(x'ff41' AS TEXT)")
        connection.commit()
    database = Database(file)
    with pytest.raises(IntegrityBroken), database.reading() as connection:
        connection.execute(select(WORKSPACE.c.value)).all()
    database.close()


def test_damaged_pages_are_named(file):
    content = bytearray(file.read_bytes())
    content[100:4096] = b"\x55" * 3996
    file.write_bytes(content)
    found = refused(Database(file))
    assert type(found) is IntegrityBroken
    with pytest.raises(IntegrityBroken):
        opening.check_shape(file)


def test_what_is_our_own_mistake_is_not_dressed_up(file):
    database = Database(file)
    with pytest.raises(IntegrityError):
        put(database, "id", "twice")
    database.close()
    with pytest.raises(sqlite3.OperationalError), trouble_named(file):
        raise sqlite3.OperationalError("no such column")
    with pytest.raises(DBAPIError), trouble_named(file):
        raise DBAPIError("SELECT", {}, ValueError("not of SQLite"))


def test_sqlites_own_errors_are_named_too(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA query_only = ON")
        with pytest.raises(DiskTrouble), trouble_named(file):
            connection.execute("DELETE FROM workspace")


def test_workspace_is_not_made_inside_a_file(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DiskTrouble) as refusal:
        opening.make_folder(tmp_path / "file" / "ws")
    assert refusal.value.code == "FOLDER-DENIED"


def test_a_failed_creation_leaves_no_file(tmp_path):
    (tmp_path / "ws").mkdir()

    class Failing:
        REVISION = 1

        @staticmethod
        def upgrade(operations):
            operations.execute("CREATE TABLE half (a TEXT) STRICT")
            operations.execute("CREATE TABLE half (a TEXT) STRICT")

    with pytest.raises(DBAPIError):
        opening.create_database(tmp_path / "ws" / opening.FILE_NAME, (Failing,))
    assert list((tmp_path / "ws").iterdir()) == []
