"""Reads a pack folder into a RulePack, or refuses it with every fault named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import tomli

from dossier_app.base.errors import BadInput, IntegrityBroken, NotFound
from dossier_app.base.paths import resources
from dossier_app.base.text import Text
from dossier_app.model.rulepack import PackInfo, RulePack
from dossier_app.rules.binding import Problem, bind
from dossier_app.rules.identity import content_hash, sealed_hash
from dossier_app.rules.review import review

SHIPPED = "cn-imaging-ai-2026.11"
PACK_FORMAT = 1
_SHOWN = 40


class PackRefused(BadInput):
    """A pack that may not be used; `problems` holds every fault found."""

    def __init__(self, place: str, problems: tuple[Problem, ...]) -> None:
        lines = [problem.text() for problem in problems[:_SHOWN]]
        head = Text(
            "规则包 {place} 有 {count} 处问题，未采用：",
            "Rule pack {place} has {count} faults and was not taken:",
        ).format(place=place, count=len(problems))
        message = Text(
            "\n".join([head.zh, *(line.zh for line in lines)]),
            "\n".join([head.en, *(line.en for line in lines)]),
        )
        super().__init__(message, place=place, code="RULES-01")
        self.problems = problems


@dataclass(slots=True)
class _Reading:
    """One pack while it is read: its files, and the faults found so far."""

    folder: Path
    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, file: str, table: str, path: str, expected: Text) -> None:
        lines = self.files.get(file, b"").decode("utf-8", "replace").splitlines()
        self.problems.append(
            Problem(file, find_line(lines, table, path), f"{table}{path}", expected)
        )

    def stop_if_faulty(self) -> None:
        if self.problems:
            raise PackRefused(self.name, tuple(self.problems))


def load_pack(folder: Path, sha256: str = "", *, name: str = "", proved: bool = False) -> RulePack:
    """Return the pack in `folder`; with `sha256` only when that is its hash.

    `name` stands in messages for the folder, which may be a temporary one. `proved` passes over what a
    seal that fits has proved already: sources, ways through the table, and the pack's own cases.

    Raises:
        NotFound: there is no such folder.
        PackRefused: missing or unknown files, keys or sources, wrong values, doubled keys, failing cases.
        IntegrityBroken: the content is not what the hash says.
    """
    if not folder.is_dir():
        message = Text("找不到规则包文件夹 {name}。", "There is no rule pack folder {name}.")
        raise NotFound(message.format(name=folder.name), place=str(folder), code="RULES-04")
    reading = _Reading(folder, name or folder.name)
    _read_files(reading)
    found = content_hash(reading.files)
    _check_hash(folder, found, sha256 or sealed_hash(folder))
    pack = _bind_all(reading, found)
    reading.stop_if_faulty()
    for file, table, path, expected in () if proved else review(pack):
        reading.tell(file, table, path, expected)
    reading.stop_if_faulty()
    return pack


def shipped_packs() -> tuple[Path, ...]:
    """Return the folders of the packs that come with the program, in order of name."""
    home = resources() / "rulepacks"
    return tuple(sorted(path.parent for path in home.glob("*/pack.toml")))


@cache
def current_pack() -> RulePack:
    """Return the pack that this program ships and uses when nothing else is pinned; read once."""
    folder = resources() / "rulepacks" / SHIPPED
    return load_pack(folder, proved=bool(sealed_hash(folder)))


@cache
def pack_files() -> tuple[str, ...]:
    """Return the names of the files every pack has, and no others."""
    named = (entry.metadata["file"] for entry in fields(RulePack) if entry.metadata)
    return ("pack.toml", *dict.fromkeys(named))


def find_line(lines: list[str], table: str, path: str) -> int:
    """Return the line (from 1) of a field path such as `[2].year` in a table; 0 when it stands nowhere."""
    number = re.match(r"\[(\d+)\]", path)
    heads = [at for at, line in enumerate(lines) if line.strip() in (f"[[{table}]]", f"[{table}]")]
    index = int(number.group(1)) if number else 0
    if index >= len(heads):
        return 0
    names = re.findall(r"(?:^|\.)([A-Za-z_]\w*)", path)
    best = heads[index]
    for at in range(heads[index] + 1, len(lines)):
        if lines[at].startswith("[[") and not lines[at].startswith(f"[[{table}."):
            break
        if names and re.match(rf"\s*\[*(?:{table}\.)?{names[0]}\b", lines[at]):
            best = at
            break
    return best + 1


def _read_files(reading: _Reading) -> None:
    for path in sorted(reading.folder.iterdir()):
        if path.name not in pack_files():
            expected = Text("规则包里不应有此文件", "this file does not belong into a pack")
            reading.problems.append(Problem(path.name, 0, "", expected))
        else:
            reading.files[path.name] = path.read_bytes()
    for name in pack_files():
        if name not in reading.files:
            reading.problems.append(
                Problem(name, 0, "", Text("缺少此文件", "this file is missing"))
            )
    reading.stop_if_faulty()


def _check_hash(folder: Path, found: str, expected: str) -> None:
    if expected and found != expected:
        message = Text(
            "规则包 {name} 的内容与登记的哈希不符（应为 {expected}，实为 {found}）；请重新安装该规则包。",
            "Rule pack {name} is not what its hash says (expected {expected}, found {found}); install it again.",
        )
        filled = message.format(name=folder.name, expected=expected[:16], found=found[:16])
        raise IntegrityBroken(filled, place=str(folder), code="RULES-05")


def _bind_all(reading: _Reading, sha256: str) -> RulePack:
    parsed = {name: _parse(reading, name) for name in reading.files}
    reading.stop_if_faulty()
    parts: dict[str, Any] = {"info": _bind_info(reading, parsed["pack.toml"]), "sha256": sha256}
    known: dict[str, set[str]] = {"pack.toml": {"pack"}}
    hints = get_type_hints(RulePack)
    for entry in fields(RulePack):
        if entry.metadata:
            file, table = entry.metadata["file"], entry.metadata["table"]
            known.setdefault(file, set()).add(table)
            if entry.metadata.get("late") and table not in parsed[file]:
                continue
            kind = get_args(hints[entry.name])[0]
            parts[entry.name] = _bind_table(reading, (file, table), kind, parsed[file])
    for file, content in parsed.items():
        for table in content:
            if table not in known[file]:
                reading.tell(file, table, "", Text("不认识的表", "unknown table"))
    return RulePack(**parts)


def _parse(reading: _Reading, name: str) -> dict[str, Any]:
    try:
        return tomli.loads(reading.files[name].decode("utf-8"))
    except UnicodeDecodeError:
        expected = Text("应为 UTF-8 文字", "expected UTF-8 text")
        reading.problems.append(Problem(name, 0, "", expected))
    except tomli.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        expected = Text(f"不是合法的 TOML：{error}", f"not valid TOML: {error}")
        reading.problems.append(Problem(name, int(line.group(1)) if line else 0, "", expected))
    return {}


def _bind_info(reading: _Reading, content: Mapping[str, Any]) -> PackInfo:
    info: PackInfo = bind(
        PackInfo,
        content.get("pack", {}),
        "",
        lambda path, expected: reading.tell("pack.toml", "pack", f".{path}", expected),
    )
    if info is not None and info.format != PACK_FORMAT:
        expected = Text(f"应为 {PACK_FORMAT}", f"expected {PACK_FORMAT}")
        reading.tell("pack.toml", "pack", ".format", expected)
    return info


def _bind_table(
    reading: _Reading, where: tuple[str, str], kind: type, content: Mapping[str, Any]
) -> tuple[Any, ...]:
    file, table = where
    rows = content.get(table)
    if not isinstance(rows, list) or not rows:
        reading.tell(file, table, "", Text("此表为空或缺少", "this table is empty or missing"))
        return ()
    return tuple(
        bind(
            kind,
            row,
            f"[{index}]",
            lambda path, expected: reading.tell(file, table, path, expected),
        )
        for index, row in enumerate(rows)
    )
