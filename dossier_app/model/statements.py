"""What an attached document says of the product itself: name, model, versions, scope and figures, with the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dossier_app.model.wording import clean

NAME, MODEL, RELEASE, FULL, SCOPE, FIGURE = "name", "model", "release", "full", "scope", "figure"
_LABELS = {
    "产品名称": NAME,
    "器械名称": NAME,
    "型号规格": MODEL,
    "规格型号": MODEL,
    "型号、规格": MODEL,
    "型号/规格": MODEL,
    "软件发布版本": RELEASE,
    "发布版本": RELEASE,
    "软件完整版本": FULL,
    "完整版本": FULL,
    "适用范围": SCOPE,
    "预期用途": SCOPE,
}
_ANY = "|".join(_LABELS)
_LABELLED = re.compile(rf"(?:^|(?<=[\s，；。]))({_ANY})(?:[ \t]*[:：][ \t]*|[ \t]+|[ \t]*\n)", re.M)
_WORDS = {
    NAME: re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）()\-]{4,60}"),
    MODEL: re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-./][A-Za-z0-9]+)*(?:\s?[、,，]\s?[A-Za-z][A-Za-z0-9\-./]+)*"),
    RELEASE: re.compile(r"[Vv]?\d{1,3}(?:\.\d{1,3})*(?![\d年])"),
    FULL: re.compile(r"[Vv]?\d{1,3}(?:\.\d{1,5}){2,4}"),
    SCOPE: re.compile(r"(?:本|该|用|适|供|与|对|通过|预期)[^。]{15,400}。"),
}  # fmt: skip
_METRICS = r"敏感度|灵敏度|特异度|准确率|召回率|精确度|AUC|Dice|Kappa|阳性预测值|阴性预测值"
_QUOTED = re.compile(
    rf"[^，。；;\n、]{{0,16}}(?:{_METRICS})(?:为|达到?|是|：|:|=|＝|\s){{0,3}}(\d{{1,3}}(?:\.\d+)?)\s?([%％])?"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a document says: `what` is one of the names above, `value` as it stands there."""

    page: int
    what: str
    value: str


def statements(pages: Iterable[tuple[int, str]]) -> tuple[Statement, ...]:
    """Return what the pages of a document say of its product, each once a page."""
    found = (Statement(page, *each) for page, text in pages for each in _of_page(clean(text)))
    return tuple(dict.fromkeys(found))


def figures(text: str) -> Iterator[tuple[str, str]]:
    """Yield the figures of performance that a text states outright: the words before one, and the figure."""
    for match in _QUOTED.finditer(clean(text)):
        yield match.group()[: match.start(1) - match.start()].strip(), match[1] + (match[2] or "")


def _of_page(text: str) -> Iterator[tuple[str, str]]:
    for label in _LABELLED.finditer(text):
        what = _LABELS[label[1]]
        rest = text[label.end() : label.end() + 420]
        if what == SCOPE:
            rest = rest.replace("\n", "")
        if said := _WORDS[what].match(rest):
            yield what, said.group().strip()
    for words, figure in figures(text):
        yield FIGURE, f"{words} {figure}"
