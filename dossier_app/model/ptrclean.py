"""Text pasted from Word made clean: hidden characters, tabs, full-width figures, quotes, tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dossier_app.base.text import Text

_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_WIDE: dict[int, int | str] = {
    code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()
}
_WIDE |= {ord("％"): "%", ord("．"): ".", ord("－"): "-", ord("＋"): "+", ord("／"): "/", ord("＝"): "=", ord("＜"): "<", ord("＞"): ">"}  # fmt: skip
_SIGNS = ((re.compile(r">\s?=|≧"), "≥"), (re.compile(r"<\s?=|≦"), "≤"))
_APOSTROPHE = re.compile("(?<=[A-Za-z0-9])[\u2018\u2019](?=[A-Za-z])")
_LATIN_QUOTES = re.compile(
    "[\u201c\u201d]([ -~]*)[\u201c\u201d]|[\u2018\u2019]([ -~]*)[\u2018\u2019]"
)
_BULLET = re.compile("^[\uf0b7\uf0a7\uf06c\uf0d8·•◆■▪●○]\\s*")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean text; rows of a table are lines `| a | b |`; `done` says what was changed."""

    text: str
    done: tuple[Text, ...]


def clean(text: str) -> Cleaned:
    """Return pasted text without what Word hides in it; the words stay as they are."""
    done: list[Text] = []
    for what, step in _STEPS:
        after = step(text)
        if after != text:
            done.append(what)
        text = after
    return Cleaned(text, tuple(done))


def _without_hidden(text: str) -> str:
    text = _BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    return _CONTROL.sub("", _HIDDEN.sub("", text)).replace("\x07", "")


def _plain_figures(text: str) -> str:
    text = text.translate(_WIDE)
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    return text


def _plain_quotes(text: str) -> str:
    text = _APOSTROPHE.sub("'", text)
    return _LATIN_QUOTES.sub(lambda m: f'"{m[1]}"' if m[1] is not None else f"'{m[2]}'", text)


def _tables(text: str) -> str:
    """Turn lines with tabs into rows where two or more follow each other with as many cells; else into blanks."""
    lines = [_BULLET.sub("", line) for line in text.split("\n")]
    counts = [line.count("\t") for line in lines]
    made = []
    for number, line in enumerate(lines):
        if not counts[number]:
            made.append(line)
            continue
        near = counts[max(number - 1, 0) : number] + counts[number + 1 : number + 2]
        if counts[number] in near and line.strip():
            cells = (cell.strip().replace("|", "｜") for cell in line.split("\t"))
            made.append(f"| {' | '.join(cells)} |")
        else:
            made.append(re.sub(r"\t+", " ", line))
    return "\n".join(made)


def _blanks(text: str) -> str:
    lines = (re.sub(r" {2,}", " ", _BLANKS.sub(" ", line)).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


_STEPS = (
    (Text("去掉隐藏字符", "hidden characters taken out"), _without_hidden),
    (Text("全角数字改为半角", "full-width figures made plain"), _plain_figures),
    (Text("西文弯引号改为直引号", "smart quotes around Latin words made plain"), _plain_quotes),
    (
        Text(
            "项目符号去掉，制表符改为表格或空格", "bullets taken out, tabs made a table or blanks"
        ),
        _tables,
    ),
    (Text("去掉多余空白", "stray blanks taken out"), _blanks),
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines of a text that form a table."""

    cells: tuple[tuple[str, ...], ...]


def parts(text: str) -> Iterator[str | Rows]:
    """Yield a text's paragraphs and tables in order; empty lines are left out."""
    table: list[tuple[str, ...]] = []
    for line in text.split("\n"):
        words = line.strip()
        if len(words) > 2 and words.startswith("|") and words.endswith("|"):
            table.append(tuple(cell.strip() for cell in words[1:-1].split("|")))
            continue
        if table:
            yield Rows(tuple(table))
            table = []
        if words:
            yield words
    if table:
        yield Rows(tuple(table))
