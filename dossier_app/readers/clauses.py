"""The head of a clause taken apart: marks and number in any order, then the text; and cells with many clauses split."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

MARKS = "★▲△#※*●◆☆◇■"
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {
    ord("＃"): "#", ord("＊"): "*", ord("✱"): "*", ord("∗"): "*", ord("﹡"): "*", ord("☀"): "★", ord("✭"): "★", ord("⭐"): "★",
}  # fmt: skip
_MARK = re.compile(
    rf"[(（【\[〔“\"]?\s*([{re.escape(MARKS)}]+)\s*[)）】\]〕”\"]?\s*(?:[号]\s*(?=\d))?"
)
_BARE_MARK = re.compile(rf"[{re.escape(MARKS)}]+")
_CN = "[一二三四五六七八九十百零〇]"
_NOT_NUMBER = r"(?!\s*(?:秒|分|小时|[米年月日天周个例元万亿倍寸英吋层排核路台套家次名人位项种类类点度级%％‰℃°]|[A-Za-zμΩ]))"
_NUMBER = re.compile(
    rf"(第\s?(?:{_CN}+|\d+)\s?[章节条部分项款篇包]+)[、.．:：\s]*"
    rf"|({_CN}+)[、.．]\s*"
    rf"|([（(]\s?(?:{_CN}+|\d+(?:\.\d+)*|[a-zA-Z])\s?[）)])[、.．]?\s*"
    r"|([①-⑳])\s*"
    r"|(\d+(?:[.．]\d+){2,})[、.．)）:：]?\s*"
    r"|(\d+[.．]\d+)(?:[、)）:：]|[.．](?!\d)|\s+|(?=[★▲△#※*(（【]))\s*"
    rf"|(\d+[.．]\d+)(?=[\u4e00-\u9fff]){_NOT_NUMBER}"
    r"|(\d{1,3})(?:[、:：]|[.．](?!\d))\s*"
    r"|(\d{1,3}[)）])\s*"
    r"|(\d{1,3})\s+(?=[\u4e00-\u9fff★▲△#※A-Z])"
    r"|(\d{1,3})(?=[★▲△※])"
    r"|([a-zA-Z])(?:[、)）]|[.．](?![a-zA-Z\d]))\s*"
    r"|((?:[IVX]{2,4}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+))[、.．]\s*"
)
_CELL_NUMBER = re.compile(
    rf"第?\s?(?:{_CN}+|\d+(?:[.．\-－]\d+)*)\s?[章节条项款]?|[（(]\s?(?:{_CN}+|\d+(?:\.\d+)*|[a-zA-Z])\s?[）)]|[①-⑳]|[a-zA-Z]?[.-]?\d+(?:[.-]\d+)*[)）]?|[a-zA-Z]"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause taken apart. `line` is where it begins among the cell's lines."""

    number: str
    marks: str
    text: str
    line: int = 0


def take_apart(text: str, *, numbered: bool = True) -> Clause:
    """Return number, marks and text of one clause; `numbered` = False where the number stands elsewhere."""
    rest = text.strip().translate(_PLAIN)
    kept = len(text.strip())
    number, marks = "", ""
    while True:
        mark = _MARK.match(rest)
        if mark and _balanced(mark[0]):
            marks += mark[1]
            rest = rest[mark.end() :].lstrip(" 、.:：\t\u3000")
            continue
        found = _NUMBER.match(rest) if numbered and not number else None
        if found is None or (not rest[found.end() :].strip() and not found[0].strip()):
            break
        number = plain_number(next(part for part in found.groups() if part))
        rest = rest[found.end() :]
    verbatim = text.strip()[kept - len(rest) :] if len(rest) <= kept else rest
    return Clause(number, marks, squeezed(verbatim))


def cell_number(text: str) -> tuple[str, str] | None:
    """Return (number, marks) of a cell that holds a number alone, with or without marks; None if it holds more."""
    plain = text.strip().translate(_PLAIN)
    marks = "".join(match[1] for match in _MARK.finditer(plain))
    bare = _MARK.sub("", plain).strip()
    bare = re.sub(r"[、.．:：]$", "", bare).strip()
    if bare and not _CELL_NUMBER.fullmatch(bare):
        return None
    return plain_number(bare), marks


def marks_alone(text: str) -> str:
    """Return the marks of a cell that holds nothing else, else an empty string."""
    plain = text.strip().translate(_PLAIN)
    bare = re.sub(r"[\s()（）【】\[\]、,，]", "", plain)
    return bare if bare and _BARE_MARK.fullmatch(bare) else ""


def plain_number(number: str) -> str:
    """Return a number as printed, digits made plain, without closing dot and inner blanks."""
    plain = number.translate(_PLAIN).replace("．", ".").replace(" ", "")
    return re.sub(r"[、.:：]$", "", plain)


def squeezed(text: str) -> str:
    """Return text with each run of white space as one blank."""
    return " ".join(text.split())


def split_clauses(text: str, *, own_number: bool) -> list[Clause]:
    """Return the clauses of one cell: one for each line that begins with a number or a mark, else the whole.

    A line without either belongs to the clause above it. `own_number` = the number stands in another cell.
    """
    lines = [line for line in _unrolled(text).split("\n") if line.strip()]
    heads = [take_apart(line) for line in lines]
    starts = [position for position, head in enumerate(heads) if head.number or head.marks]
    numbered = [position for position in starts if heads[position].number]
    several = len(numbered) >= 2 or (
        len(starts) >= 2 and not (own_number and len(numbered) == 1 and numbered == [0])
    )
    if not several:
        whole = take_apart(squeezed(text), numbered=not own_number)
        return [whole]
    clauses: list[Clause] = []
    bounds = [*([0] if starts[0] else []), *starts, len(lines)]
    for begin, end in pairwise(bounds):
        head = heads[begin]
        rest = [lines[position] for position in range(begin + 1, end)]
        clauses.append(
            Clause(head.number, head.marks, squeezed(" ".join([head.text, *rest])), begin)
        )
    return clauses


def _unrolled(text: str) -> str:
    """Return text with clauses 1、…；2、… that run on in one line put on lines of their own."""
    pattern = re.compile(
        rf"(?:^|(?<=[；。;:：\n ]))\s*(?=[(（]?[{re.escape(MARKS)}]?\s*[)）]?[（(]?(\d{{1,2}})(?:[、)）]|[.．](?!\d)))"
    )
    wanted, cuts = 1, []
    for match in pattern.finditer(text):
        if int(match[1].translate(_PLAIN)) == wanted:
            cuts.append(match.start())
            wanted += 1
    if len(cuts) >= 2:
        text = "\n".join(text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True))
    return re.sub(r"(?<=[。；;])\s*(?=[★▲△※])", "\n", text)


def _balanced(mark: str) -> bool:
    """Tell whether the brackets around a mark close: `(★)` does, `(★重要` is text."""
    opened = sum(mark.count(each) for each in "(（【[〔")
    closed = sum(mark.count(each) for each in ")）】]〕")
    return opened == closed


_RANKS = (
    (re.compile(r"第.+[章篇部包]"), 0),
    (re.compile(r"第.+节"), 1),
    (re.compile(r"第.+[条项款]|[IVXⅠ-Ⅹ]{{1,4}}$"), 2),
    (re.compile(rf"{_CN}+$"), 2),
    (re.compile(rf"[（(]{_CN}+[）)]"), 3),
    (re.compile(r"\d+(?:\.\d+)*$"), 10),
    (re.compile(r"[（(]\d.*[）)]"), 30),
    (re.compile(r"\d+[)）]"), 31),
    (re.compile(r"[①-⑳]"), 32),
    (re.compile(r"[（(]?[a-zA-Z][)）]?"), 33),
)


@lru_cache(maxsize=4096)
def rank(number: str) -> int:
    """Return how deep a style of number stands: 第一章 0, 一 2, （一） 3, 1 10, 1.1 11, （1） 30, ① 32."""
    for pattern, depth in _RANKS:
        if pattern.match(number):
            return depth + number.count(".") if depth == 10 else depth
    return 40


def is_below(number: str, parent: str) -> bool:
    """Tell whether a clause number stands below another: 3.2.1 below 3.2, （1） below 3, never 4 below 3."""
    if rank(number) <= rank(parent):
        return False
    both = 10 <= rank(parent) < 30 and 10 <= rank(number) < 30
    return number.startswith(parent + ".") if both else True
