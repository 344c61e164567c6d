"""Packed case lists under the hash of their bytes, and the salt with which this workspace hashes identifiers."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import Connection, delete, insert, select

from dossier_app.base.errors import IntegrityBroken
from dossier_app.base.text import Text
from dossier_app.store.schema import CASE_CONTENT, WORKSPACE

_SALT = "case_salt"
_BROKEN = Text(
    "病例清单内容 {sha256} 与写入时不一致，未使用。请恢复备份，或重新导入该清单。",
    "The case list {sha256} is not what was written and was not used. Restore a backup or import the list again.",
)


def salt(connection: Connection) -> bytes:
    """Return the workspace's salt, empty while it has none; it never leaves the workspace but in its backups."""
    query = select(WORKSPACE.c.value).where(WORKSPACE.c.key == _SALT)
    return bytes.fromhex(connection.execute(query).scalar() or "")


def make_salt(connection: Connection) -> bytes:
    """Return the workspace's salt, made once."""
    known = salt(connection)
    if not known:
        known = secrets.token_bytes(32)
        connection.execute(insert(WORKSPACE), {"key": _SALT, "value": known.hex()})
    return known


def keep(connection: Connection, data: bytes) -> str:
    """Store packed cases and return their hash; what is there already is left alone."""
    sha256 = hashlib.sha256(data).hexdigest()
    if not holds(connection, sha256):
        connection.execute(insert(CASE_CONTENT), {"sha256": sha256, "data": data})
    return sha256


def drop(connection: Connection, sha256: str) -> None:
    """Take packed cases out again: nothing refers to them."""
    connection.execute(delete(CASE_CONTENT).where(CASE_CONTENT.c.sha256 == sha256))


def holds(connection: Connection, sha256: str) -> bool:
    """Tell whether the workspace has these cases."""
    query = select(CASE_CONTENT.c.sha256).where(CASE_CONTENT.c.sha256 == sha256)
    return connection.execute(query).first() is not None


def data_of(connection: Connection, sha256: str) -> bytes | None:
    """Return packed cases, None when they are not here.

    Raises:
        IntegrityBroken: they are not what was written.
    """
    query = select(CASE_CONTENT.c.data).where(CASE_CONTENT.c.sha256 == sha256)
    data = connection.execute(query).scalar()
    if data is not None and hashlib.sha256(data).hexdigest() != sha256:
        message = _BROKEN.format(sha256=sha256[:16])
        raise IntegrityBroken(message, place=sha256, code="CASES-CHANGED")
    return data


def contents(connection: Connection) -> dict[str, bool]:
    """Return every packed list by its hash, with whether it is what was written."""
    rows = connection.execute(select(CASE_CONTENT.c.sha256, CASE_CONTENT.c.data))
    return {sha256: hashlib.sha256(data).hexdigest() == sha256 for sha256, data in rows}
