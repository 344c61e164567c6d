"""Installs a signed pack from a file, offline; what is unsafe, unsigned or older is refused."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path, PurePosixPath
from typing import Any

from dossier_app.base.atomic import new_folder, replacing
from dossier_app.base.errors import BadInput, NotFound
from dossier_app.base.text import Text
from dossier_app.model.rulepack import RulePack
from dossier_app.rules.identity import content_hash, seal_path
from dossier_app.rules.loader import load_pack, pack_files
from dossier_app.rules.signature import TrustedKey, verify

LIMIT = 20 * 1024 * 1024
"""Most bytes of the file, and of all that is in it."""


def install(
    zip_path: Path,
    store_folder: Path,
    keys: tuple[TrustedKey, ...],
    *,
    allow_downgrade: bool = False,
) -> RulePack:
    """Return the pack after putting it into `store_folder`; the packs already there stay as they are.

    Raises:
        NotFound: the file or its signature `FILE.minisig` is not there.
        BadInput: unsafe or foreign entries, too large, an untrusted key, a faulty pack, an older release,
            or the same key with other content.
        IntegrityBroken: the signature does not fit.
    """
    content = _read(zip_path, LIMIT)
    signature = _read(zip_path.with_name(zip_path.name + ".minisig"), 10_000).decode(
        "utf-8", "replace"
    )
    verify(content, signature, keys, zip_path.name)
    entries = dict(_entries(zip_path))
    key = next(iter(entries)).partition("/")[0]
    files = {path.partition("/")[2]: content for path, content in entries.items()}
    if (store_folder / key).is_dir():
        return _installed_already(store_folder / key, content_hash(files), zip_path.name)
    with new_folder(store_folder / key) as folder:
        _put(folder, files)
        pack = load_pack(folder, name=key)
        _refuse_conflict(pack, key, installed_packs(store_folder), allow_downgrade=allow_downgrade)
    with replacing(seal_path(store_folder / key)) as seal:
        seal.write_text(f"{pack.sha256}  {key}\n", encoding="utf-8")
    return pack


def installed_packs(store_folder: Path) -> tuple[Path, ...]:
    """Return the folders of installed packs in order of name."""
    return tuple(sorted(path.parent for path in store_folder.glob("[!.]*/pack.toml")))


def _installed_already(folder: Path, sha256: str, place: str) -> RulePack:
    pack = load_pack(folder)
    if pack.sha256 != sha256:
        why = Text(
            "同名规则包已安装而内容不同；已发布的包不得改动",
            "a pack of that key with other content is installed",
        )
        raise _unsafe(place, why)
    return pack


def _put(temporary: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (temporary / name).write_bytes(content)


def _read(path: Path, limit: int) -> bytes:
    if not path.is_file():
        message = Text("找不到文件 {name}。", "There is no file {name}.")
        raise NotFound(message.format(name=path.name), place=path.name, code="PACK-FILE-01")
    if path.stat().st_size > limit:
        message = Text("{name} 超过 {limit} 字节。", "{name} is larger than {limit} bytes.")
        raise BadInput(
            message.format(name=path.name, limit=limit), place=path.name, code="PACK-FILE-02"
        )
    return path.read_bytes()


def _entries(zip_path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file in the one folder of the archive, counted while they are read."""
    try:
        with zipfile.ZipFile(zip_path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_unsafe(infos, zip_path.name)
            left = LIMIT
            for info in infos:
                with archive.open(info) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise _unsafe(zip_path.name, Text("解压后过大", "too large when unpacked"))
                yield info.filename, content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise _unsafe(zip_path.name, Text("压缩包损坏", "the archive is damaged")) from error


def _refuse_unsafe(infos: list[zipfile.ZipInfo], place: str) -> None:
    roots = {PurePosixPath(info.filename).parts[0] for info in infos if info.filename}
    names = [PurePosixPath(info.filename).name for info in infos]
    if len(roots) != 1 or len(set(names)) != len(names):
        raise _unsafe(
            place,
            Text("应只有一个文件夹，且文件不重名", "expected one folder without doubled names"),
        )
    for info in infos:
        path = PurePosixPath(info.filename)
        linked = stat.S_ISLNK(info.external_attr >> 16)
        plain = (
            len(path.parts) == 2
            and path.parts[0] not in ("/", "..", ".")
            and "\\" not in info.filename
        )
        if not plain or linked or info.flag_bits & 1 or path.name not in pack_files():
            raise _unsafe(
                place,
                Text(
                    f"不应有条目 {info.filename!r}", f"the entry {info.filename!r} does not belong"
                ),
            )


def _refuse_conflict(
    pack: RulePack, key: str, others: tuple[Path, ...], *, allow_downgrade: bool
) -> None:
    if pack.key != key:
        why = Text(
            f"文件夹名 {key} 与规则包键名 {pack.key} 不同",
            f"the folder {key} is not named as its key {pack.key}",
        )
        raise _unsafe(key, why)
    released = [load_pack(folder).info.released for folder in others]
    newest = max(released, default=pack.info.released)
    if pack.info.released < newest and not allow_downgrade:
        raise _unsafe(
            key, Text(f"早于已安装的 {newest}", f"it is older than the one of {newest} installed")
        )


def _unsafe(place: str, why: Text) -> BadInput:
    message = Text("规则包 {name} 未安装：{why}。", "Rule pack {name} was not installed: {why}.")
    return BadInput(message.format(name=place, why=why), place=place, code="PACK-FILE-03")


Difference = tuple[str, str, str, str, str]
"""Table, entry, field, value here, value there; a value is empty where the entry or field is missing."""


def diff(here: RulePack, there: RulePack) -> tuple[Difference, ...]:
    """Return field by field how `there` differs from `here`."""
    return tuple(
        found
        for entry in fields(RulePack)
        if entry.metadata
        for found in _table(entry.name, here, there)
    )


def _table(name: str, here: RulePack, there: RulePack) -> Iterator[Difference]:
    mine, theirs = (_by_key(getattr(pack, name)) for pack in (here, there))
    for key in dict.fromkeys((*mine, *theirs)):
        one, other = mine.get(key), theirs.get(key)
        if one is None or other is None:
            yield name, key, "", "" if one is None else key, "" if other is None else key
            continue
        for entry in fields(one):
            before, after = getattr(one, entry.name), getattr(other, entry.name)
            if before != after:
                yield name, key, entry.name, shown(before), shown(after)


def _by_key(parts: tuple[Any, ...]) -> dict[str, Any]:
    return {"/".join(str(getattr(part, key)) for key in part.KEY): part for part in parts}


def shown(value: Any) -> str:  # noqa: ANN401 - any value of a part
    """Return a pack's value as one line for people."""
    if isinstance(value, Text):
        return f"{value.zh} | {value.en}"
    if isinstance(value, tuple):
        return "; ".join(shown(part) for part in value)
    return "" if value is None else str(getattr(value, "value", value))
