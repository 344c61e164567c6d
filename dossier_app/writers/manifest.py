"""The manifest of a pack and what a receiver needs to check it without any program."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier_app.base.paths import resources
from dossier_app.base.text import Lang, Text
from dossier_app.model.document import (
    Align,
    Cell,
    Column,
    Document,
    Heading,
    Look,
    Paragraph,
    Row,
    Table,
)

FORMAT = 1
FOLDER = "校验"
MANIFEST = f"{FOLDER}/manifest.json"
SUMS = f"{FOLDER}/SHA256SUMS"
CHECKLIST = f"{FOLDER}/核对单"
SCRIPT = f"{FOLDER}/verify_pack.py"


@dataclass(frozen=True, slots=True)
class PackMeta:
    """What the manifest says about a pack; an empty value is left out (neutral and blind profiles)."""

    pack: str
    date: str
    language: Lang
    documents_hash: str
    dossier: str = ""
    tender: str = ""
    distributor: str = ""
    rule_pack_key: str = ""
    rule_pack_sha256: str = ""
    program: str = ""
    title: str = ""
    """what the pack is, for which product and project, in its language: the headline of the check list"""

    @property
    def headline(self) -> str:
        """Return what a reader sees the pack called."""
        return self.title or self.pack


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file of a pack as it was written; `pages` and `rows` are None where they make no sense."""

    path: str
    kind: str
    sha256: str
    bytes: int
    pages: int | None = None
    rows: int | None = None
    source: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the manifest's form of it."""
        entry: dict[str, object] = {
            "path": self.path,
            "sha256": self.sha256,
            "bytes": self.bytes,
            "source": self.source,
        }
        if self.pages is not None:
            entry["pages"] = self.pages
        if self.rows is not None:
            entry["rows"] = self.rows
        return entry


def manifest_bytes(meta: PackMeta, files: Sequence[PackedFile]) -> bytes:
    """Return the canonical manifest: sorted keys, UTF-8, files in the order of their paths."""
    content: dict[str, object] = {
        "format": FORMAT,
        "pack": meta.pack,
        "date": meta.date,
        "language": meta.language.value,
        "documents_hash": meta.documents_hash,
        "files": [file.as_json() for file in sorted(files, key=lambda file: file.path)],
    }
    optional = {
        "dossier": meta.dossier,
        "tender": meta.tender,
        "distributor": meta.distributor,
        "program": meta.program,
    }
    content |= {key: value for key, value in optional.items() if value}
    if meta.rule_pack_key:
        content["rule_pack"] = {"key": meta.rule_pack_key, "sha256": meta.rule_pack_sha256}
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def sums_bytes(files: Sequence[PackedFile]) -> bytes:
    """Return the check-sum list as `sha256sum -c` reads it from the pack's folder."""
    ordered = sorted(files, key=lambda file: file.path)
    return "".join(f"{file.sha256}  {file.path}\n" for file in ordered).encode()


def digest(path: Path) -> tuple[str, int]:
    """Return SHA-256 and length of a file, read in pieces."""
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            found.update(piece)
    return found.hexdigest(), path.stat().st_size


def script_bytes() -> bytes:
    """Return the stand-alone verifier that goes into each pack."""
    return (resources() / "pack" / "verify_pack.py").read_bytes()


def checklist_text(meta: PackMeta, files: Sequence[PackedFile]) -> bytes:
    """Return the check list as plain text with a byte-order mark, which old Notepad needs."""
    lines = [_TITLE[meta.language], "", meta.headline, meta.date, ""]
    for heading, steps in _STEPS:
        lines += [heading[meta.language], *(f"  {step[meta.language]}" for step in steps), ""]
    lines.append(_LIST[meta.language])
    for file in sorted(files, key=lambda file: file.path):
        lines += [f"  {file.path}  {_extent(file, meta.language)}", f"    SHA-256 {file.sha256}"]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def checklist_document(meta: PackMeta, files: Sequence[PackedFile]) -> Document:
    """Return the check list as a document to be printed."""
    lang = meta.language
    blocks: list[Heading | Paragraph | Table] = [Paragraph((f"{meta.headline}  {meta.date}",))]
    for heading, steps in _STEPS:
        blocks.append(Heading(2, heading[lang]))
        blocks.append(Paragraph(("\n".join(step[lang] for step in steps),)))
    columns = (
        Column(_FILE[lang], 2.2),
        Column(_EXTENT[lang], 1.0, Align.CENTRE),
        Column("SHA-256", 3.0),
    )
    rows = tuple(
        Row((Cell((file.path,)), Cell((_extent(file, lang),)), Cell((file.sha256,))))
        for file in sorted(files, key=lambda file: file.path)
    )
    blocks += [Heading(2, _LIST[lang]), Table(columns, rows)]
    title = _TITLE[lang]
    number = meta.documents_hash[:12]
    return Document("checklist", title, lang, tuple(blocks), Look.SUMMARY, number=number)


def _extent(file: PackedFile, lang: Lang) -> str:
    if file.pages is not None:
        return f"{file.pages} 页" if lang is Lang.ZH else f"{file.pages} pages"
    if file.rows is not None:
        return f"{file.rows} 行" if lang is Lang.ZH else f"{file.rows} rows"
    return f"{file.bytes:,} B"


_TITLE = Text("资料包核对单", "Pack check list")
_FILE = Text("文件", "File")
_EXTENT = Text("页数/行数/大小", "Pages, rows, size")
_LIST = Text("文件清单", "Files")
_STEPS = (
    (
        Text("核对说明", "What this is for"),
        (
            Text(
                "每个文件都有一个 SHA-256 校验值；文件改动一个字节，校验值就会不同。以下方法任选其一，无需安装任何程序。",
                "Each file has a SHA-256 value; change one byte and the value differs. "
                "Use any one of the ways below; nothing needs to be installed.",
            ),
            Text(
                "校验值与文件放在一起，只能发现传输或误改；要防止整体替换，请向提供方另行核对本包的发送记录。",
                "Values kept beside the files show damage and slips; to rule out a swap of the whole pack, "
                "compare with the sender's own record.",
            ),
        ),
    ),
    (
        Text("方法一：Windows 命令提示符，逐个文件", "Way 1: Windows command prompt, file by file"),
        (
            Text(
                "在本包文件夹内打开命令提示符，输入：",
                "Open a command prompt in the folder of the pack and type:",
            ),
            Text('certutil -hashfile "文件名" SHA256', 'certutil -hashfile "file name" SHA256'),
            Text(
                "将显示的值与下方清单比较，应完全一致。",
                "Compare the value shown with the list below.",
            ),
        ),
    ),
    (
        Text("方法二：Windows PowerShell，一次核对全部", "Way 2: Windows PowerShell, all at once"),
        (
            Text(
                "在本包文件夹内打开 PowerShell，输入（一行）：",
                "Open PowerShell in the folder of the pack and type (one line):",
            ),
            Text(
                "Get-Content -Encoding UTF8 '校验\\SHA256SUMS' | % { $h,$p = $_ -split '  ',2; "
                'if ((Get-FileHash -LiteralPath $p).Hash -eq $h) { "一致 $p" } else { "不一致 $p" } }',
                "Get-Content -Encoding UTF8 '校验\\SHA256SUMS' | % { $h,$p = $_ -split '  ',2; "
                'if ((Get-FileHash -LiteralPath $p).Hash -eq $h) { "same $p" } else { "DIFFERS $p" } }',
            ),
        ),
    ),
    (
        Text("方法三：Linux", "Way 3: Linux"),
        (
            Text(
                "在本包文件夹内执行：sha256sum -c 校验/SHA256SUMS",
                "In the folder of the pack: sha256sum -c 校验/SHA256SUMS",
            ),
        ),
    ),
    (
        Text("方法四：有 Python 的电脑", "Way 4: a computer with Python"),
        (Text("执行：python 校验/verify_pack.py", "Run: python 校验/verify_pack.py"),),
    ),
)
