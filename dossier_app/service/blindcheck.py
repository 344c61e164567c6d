"""A finished blind part looked through: what on its pages or in its properties tells who bids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.model.blind import names, traces
from dossier_app.readers.properties import pdf_properties
from dossier_app.service import plans, queries
from dossier_app.service.workspace import Workspace

_A4 = frozenset({"210x297", "297x210"})
_OURS = ("Title", "CreationDate", "ModDate", "Trapped")
"""Properties that tell nobody; any other that is filled may."""


@dataclass(frozen=True, slots=True)
class Telltale:
    """One thing that may give the bidder away: on a page (0: in the file itself), in words."""

    page: int
    what: Text

    def as_json(self) -> dict[str, Any]:
        """Return it for scripts."""
        return {"page": self.page, "what": self.what.as_json()}


def check_blind(
    ws: Workspace, dossier: str, tender: str, file: Path, progress: Progress = SILENT
) -> tuple[Telltale, ...]:
    """Return what in a finished PDF tells who bids, or breaks the usual form of a blind part.

    Raises:
        NotFound: no such dossier or tender. BadInput: no readable PDF. Cancelled: stopped.
    """
    found = queries.dossier(ws, dossier)
    plans.tender_of(found, tender)
    known = names(found)
    seen = pdf_properties(file, progress)
    told: list[Telltale] = []
    for page, text in enumerate(seen["texts"], 1):
        flat = "".join(text.split())
        for trace in traces(flat, known):
            what = _WORDS.format(words=trace.words, sort=trace.sort)
            told.append(Telltale(page, what))
    return (*told, *_of_file(seen, known))


def _of_file(seen: dict[str, Any], known: Any) -> Iterator[Telltale]:  # noqa: ANN401 - plain values
    for key, value in seen["said"].items():
        if value.strip() and (key not in _OURS or any(True for _ in traces(value, known))):
            yield Telltale(0, _PROPERTY.format(key=key, value=value[:60]))
    odd = [size for size in seen["sizes"] if size not in _A4]
    if odd:
        yield Telltale(0, _SIZE.format(sizes="、".join(odd)))
    if seen["pictures"]:
        yield Telltale(0, _PICTURES.format(count=seen["pictures"]))
    if seen["marks"]:
        yield Telltale(0, _MARKS.format(count=seen["marks"]))


_WORDS = Text("“{words}”（{sort}）", "“{words}” ({sort})")
_PROPERTY = Text(
    "文件属性 {key} 写有“{value}”，请清除", "the file property {key} says “{value}”; clear it"
)
_SIZE = Text("有页面不是 A4：{sizes} 毫米", "pages that are not A4: {sizes} mm")
_PICTURES = Text(
    "有 {count} 幅图片，请逐幅核对有无标志、签章或人物",
    "{count} pictures; look at each for logos, seals or people",
)
_MARKS = Text("有 {count} 处批注或链接，请去除", "{count} notes or links; take them out")
