"""Content under a password: scrypt makes the key, AES-GCM seals it chunk by chunk in constant memory.

The envelope is a zip as well: its media type first, then how the key is made, then the sealed chunks.
Each chunk's nonce counts up and marks the last, so that none can be changed, moved, left out or cut off.
"""

from __future__ import annotations

import io
import json
import os
import struct
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from dossier_app.base.errors import BadInput, IntegrityBroken, TooNew
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MIME = "application/vnd.dossier-builder.sealed+zip"
FORMAT = 1
SHORTEST = 8
_MIMETYPE, _ENVELOPE, _CONTENT = "mimetype", "envelope.json", "content"
_CHUNK, _TAG = 1 << 20, 16
_COST = {"n": 1 << 16, "r": 8, "p": 1}
_COSTLIEST = 1 << 18
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MAX_ENVELOPE = 4096

_SHORT = Text(
    "密码至少需要 {least} 个字符，未写出任何文件。",
    "A password has at least {least} characters; nothing was written.",
)
_WRONG = Text(
    "密码不对，或“{name}”已被改动。未导入任何内容。请核对密码，或请对方重新导出。",
    'The password is wrong, or "{name}" was changed. Nothing was taken in. Check the password or ask for a new file.',
)
_WANTED = Text(
    "“{name}”有密码保护，未导入。请给出密码。",
    '"{name}" is protected by a password and was not taken in. Give the password.',
)
_BAD = Text(
    "“{name}”不是完好的加密文件（{entry}），未导入任何内容。",
    '"{name}" is no whole sealed file ({entry}); nothing was taken in.',
)
_NEWER = Text(
    "“{name}”由更新的版本加密（格式 {found}，本程序支持到 {known}），未导入。请更新本程序。",
    '"{name}" was sealed by a newer version (format {found}, this program knows {known}); nothing was taken in. '
    "Update this program.",
)


class _Sealed(io.RawIOBase):
    """Takes plain bytes and writes sealed chunks; `close` writes the last one."""

    def __init__(self, key: AESGCM, prefix: bytes, bound: bytes, out: IO[bytes]) -> None:
        super().__init__()
        self._key, self._prefix, self._bound, self._out = key, prefix, bound, out
        self._waiting = bytearray()
        self._number = 0

    def writable(self) -> bool:
        """Say that this can be written."""
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401 - whatever has bytes
        """Take bytes; full chunks go out at once."""
        self._waiting += data
        while len(self._waiting) > _CHUNK:
            self._put(bytes(self._waiting[:_CHUNK]), last=False)
            del self._waiting[:_CHUNK]
        return len(data)

    def close(self) -> None:
        """Write what waits as the last chunk."""
        if not self.closed:
            self._put(bytes(self._waiting), last=True)
            super().close()

    def _put(self, plain: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, last=last)
        self._out.write(self._key.encrypt(nonce, plain, self._bound))
        self._number += 1


def check_password(password: str) -> None:
    """Refuse a password that is too short; raises BadInput."""
    if len(password) < SHORTEST:
        raise BadInput(_SHORT.format(least=SHORTEST), place="password", code="PASSWORD-SHORT")


@contextmanager
def sealing(temporary: Path, password: str) -> Iterator[IO[bytes]]:
    """Yield a stream whose bytes end sealed in `temporary`; nothing plain touches the disk.

    Raises:
        BadInput: the password is too short.
    """
    check_password(password)
    salt, prefix = os.urandom(16), os.urandom(7)
    envelope = {
        "format": FORMAT,
        "cipher": "AES-256-GCM",
        "chunk": _CHUNK,
        "kdf": {"name": "scrypt", **_COST, "salt": salt.hex()},
        "nonce": prefix.hex(),
    }
    bound = json.dumps(envelope, sort_keys=True).encode()
    key = _key(password, salt, _COST)
    with zipfile.ZipFile(temporary, "w") as archive:
        archive.writestr(_info(_MIMETYPE), MIME)
        archive.writestr(_info(_ENVELOPE), bound)
        with (
            _entry(archive) as out,
            _Sealed(key, prefix, bound, out) as stream,
        ):
            yield cast("IO[bytes]", stream)


def is_sealed(file: Path) -> bool:
    """Tell whether a file begins as a sealed one; a damaged zip is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            first = archive.infolist()[:1]
            return (
                bool(first)
                and first[0].filename == _MIMETYPE
                and (archive.open(first[0]).read(len(MIME) + 1) == MIME.encode())
            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        return False


def unseal(file: Path, temporary: Path, password: str, progress: Progress = SILENT) -> None:
    """Write the plain content of a sealed file to `temporary`, each chunk proven before it is written.

    Raises:
        BadInput: no or a wrong password, or no such file. IntegrityBroken: cut off or changed within.
        TooNew: sealed by a later version.
    """
    if not password:
        raise BadInput(_WANTED.format(name=file.name), place=str(file), code="PASSWORD-MISSING")
    try:
        with zipfile.ZipFile(file) as archive:
            bound, envelope = _envelope(archive, file)
            size = archive.getinfo(_CONTENT).file_size
            with archive.open(_CONTENT) as source, temporary.open("wb") as written:
                for done, plain in _opened(source, envelope, bound, password):
                    if plain is None:
                        raise _changed(file, done)
                    progress.step(min(done * _CHUNK, size), size)
                    written.write(plain)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError) as error:
        raise _bad(file, str(error)[:60]) from error


def _opened(
    source: IO[bytes], envelope: dict[str, Any], bound: bytes, password: str
) -> Iterator[tuple[int, bytes | None]]:
    """Yield each chunk's number and plain bytes, None for one that does not open."""
    from cryptography.exceptions import InvalidTag

    prefix = bytes.fromhex(envelope["nonce"])
    key = _key(password, bytes.fromhex(envelope["kdf"]["salt"]), envelope["kdf"])
    number, sealed = 0, source.read(_CHUNK + _TAG)
    while True:
        following = source.read(_CHUNK + _TAG)
        try:
            nonce = _nonce(prefix, number, last=not following)
            yield number, key.decrypt(nonce, sealed, bound)
        except InvalidTag:
            yield number, None
        if not following:
            return
        number, sealed = number + 1, following


def _entry(temporary: zipfile.ZipFile) -> IO[bytes]:
    return temporary.open(_info(_CONTENT), "w", force_zip64=True)


def _envelope(archive: zipfile.ZipFile, file: Path) -> tuple[bytes, dict[str, Any]]:
    if archive.getinfo(_ENVELOPE).file_size > _MAX_ENVELOPE:
        raise _bad(file, _ENVELOPE)
    bound = archive.read(_ENVELOPE)
    try:
        envelope = json.loads(bound)
        if int(envelope["format"]) > FORMAT:
            message = _NEWER.format(name=file.name, found=envelope["format"], known=FORMAT)
            raise TooNew(message, place=str(file), code="BUNDLE-NEWER")
        kdf = envelope["kdf"]
        n, cost = int(kdf["n"]), int(kdf["n"]) * int(kdf["r"]) * int(kdf["p"])
        known = envelope["cipher"] == "AES-256-GCM" and kdf["name"] == "scrypt"
        sized = envelope["chunk"] == _CHUNK and len(bytes.fromhex(envelope["nonce"])) == 7
        whole = len(bytes.fromhex(kdf["salt"])) >= 16 and n > 1 and n & (n - 1) == 0
        affordable = 0 < cost <= _COSTLIEST * 8 and int(kdf["r"]) > 0
    except (ValueError, KeyError, TypeError) as error:
        raise _bad(file, _ENVELOPE) from error
    if not (known and sized and whole and affordable):
        raise _bad(file, _ENVELOPE)
    return bound, envelope


def _key(password: str, salt: bytes, cost: dict[str, Any]) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    kdf = Scrypt(salt=salt, length=32, n=cost["n"], r=cost["r"], p=cost["p"])
    return AESGCM(kdf.derive(unicodedata.normalize("NFC", password).encode()))


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + struct.pack(">I", number) + bytes([last])


def _changed(file: Path, number: int) -> BadInput | IntegrityBroken:
    message = _WRONG.format(name=file.name)
    if number == 0:
        return BadInput(message, place=str(file), code="PASSWORD-WRONG")
    return IntegrityBroken(message, place=f"{file.name}: {number + 1}", code="BUNDLE-CHANGED")


def _bad(file: Path, entry: str) -> BadInput:
    return BadInput(_BAD.format(name=file.name, entry=entry), place=entry, code="BUNDLE-BAD")


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr = 0o100644 << 16
    return info
