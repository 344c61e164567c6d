"""The checker of an exported filing: every rule of the electronic filing system that can be seen in the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dossier_app.base.errors import NotFound
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.model.finding import Severity
from dossier_app.model.packlaw import Rule
from dossier_app.model.rulepack import RulePack
from dossier_app.readers.filing import look
from dossier_app.rules.loader import current_pack
from dossier_app.writers.manifest import FOLDER

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a file breaks: which, where, and what was found."""

    path: str
    rule: Rule
    found: Text

    @property
    def grave(self) -> bool:
        """Tell whether the filing system refuses it; what cannot be proved is a hint."""
        return self.rule.severity is not Severity.HINT

    def as_json(self) -> dict[str, Any]:
        """Return it for scripts."""
        return {
            "path": self.path,
            "code": self.rule.code,
            "severity": self.rule.severity.value,
            "rule": self.rule.title.as_json(),
            "found": self.found.as_json(),
            "certainty": self.rule.certainty.value,
        }


def check_filing(
    path: Path, pack: RulePack | None = None, progress: Progress = SILENT
) -> tuple[Fault, ...]:
    """Return what an exported filing (folder or zip) breaks; the check sheet and manifest beside the tree do not count.

    Raises:
        NotFound: there is no such folder or zip. BadInput: it cannot be read.
    """
    if not path.exists():
        raise NotFound(_NO_PATH.format(name=path.name), place=str(path), code="NO-FILE")
    rules = pack or current_pack()
    files = [each for each in look(path, progress) if _filed(each["path"])]
    names = Counter(PurePosixPath(each["path"]).name.casefold() for each in files)
    return tuple(fault for each in files for fault in _faults(each, rules, names))


def _filed(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return len(parts) > 1 and parts[0] != FOLDER


def _faults(each: Facts, pack: RulePack, names: Counter[str]) -> Iterator[Fault]:
    name = PurePosixPath(each["path"]).name
    for code, judge in _JUDGES.items():
        rule = pack.rule(code)
        found = judge(each, int(rule.limit) if rule.limit else 0)
        if found is not None:
            yield Fault(each["path"], rule, found)
    if names[name.casefold()] > 1:
        yield Fault(each["path"], pack.rule("ERPS-03"), _TWICE)


def width(name: str) -> int:
    """Return the length of a name as the filing system counts: a Chinese character is two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in name)


def _format(each: Facts, _: int) -> Text | None:
    if not each["path"].lower().endswith(".pdf"):
        return _NOT_PDF
    return _BROKEN if each.get("broken") else None


def _size(each: Facts, limit: int) -> Text | None:
    if each["bytes"] <= limit:
        return None
    return _SIZE.format(size=f"{each['bytes'] / 1024 / 1024:.1f}")


def _name(each: Facts, limit: int) -> Text | None:
    found = width(PurePosixPath(each["path"]).name)
    return _NAME.format(found=found, limit=limit) if found > limit else None


def _bookmarks(each: Facts, limit: int) -> Text | None:
    if each.get("pages", 0) >= limit and not each.get("bookmarks"):
        return _NO_BOOKMARKS.format(pages=each["pages"])
    return _DEEP.format(depth=each["depth"]) if each.get("depth", 0) > 3 else None


def _links(each: Facts, _: int) -> Text | None:
    return _ELSEWHERE if each.get("elsewhere") else None


def _levels(each: Facts, limit: int) -> Text | None:
    depth = len(PurePosixPath(each["path"]).parts) - 1
    return _LEVELS.format(depth=depth) if depth > limit else None


def _scripts(each: Facts, _: int) -> Text | None:
    return _ACTIVE if each.get("active") else None


def _password(each: Facts, _: int) -> Text | None:
    return _ENCRYPTED if each.get("encrypted") else None


_JUDGES: dict[str, Callable[[Facts, int], Text | None]] = {
    "ERPS-01": _format,
    "ERPS-02": _size,
    "ERPS-03": _name,
    "ERPS-04": _bookmarks,
    "ERPS-07": _links,
    "ERPS-09": _levels,
    "ERPS-10": _scripts,
    "ERPS-11": _password,
}
_NO_PATH = Text("找不到“{name}”。", "There is no “{name}”.")
_TWICE = Text("同名文件不止一个", "more than one file has this name")
_NOT_PDF = Text("不是 PDF", "not a PDF")
_BROKEN = Text("PDF 读不出", "the PDF cannot be read")
_SIZE = Text("{size} MB", "{size} MB")
_NAME = Text("文件名 {found} 个字符，限 {limit}", "the name has {found} characters of {limit}")
_NO_BOOKMARKS = Text("{pages} 页，没有书签", "{pages} pages without bookmarks")
_DEEP = Text("书签 {depth} 级，限 3 级", "bookmarks of {depth} levels, 3 at most")
_ELSEWHERE = Text("有指向别的文件的链接", "a link leads to another file")
_LEVELS = Text("文件夹 {depth} 级", "{depth} levels of folders")
_ACTIVE = Text("有脚本或交互表单", "it has scripts or an interactive form")
_ENCRYPTED = Text("设有密码或安全限制", "it is protected")
