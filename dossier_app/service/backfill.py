"""The bidder's assembled PDF searched for each evidence page, so that tables can name the bidder's own pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dossier_app.base.errors import BadInput, IntegrityBroken, NotFound
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.model.builders.evidence import MERGED, page_numbers
from dossier_app.model.dossier import Dossier
from dossier_app.model.pagematch import Key, PageContent, PageMatch, find_pages, ranges
from dossier_app.model.records import Record
from dossier_app.readers.pagelooks import look_at_pages
from dossier_app.service import plans, queries
from dossier_app.service.commands import Batch, ChangeRecord
from dossier_app.service.workspace import Changed, Workspace

_READING = Text("正在查看证据文件", "Looking at the evidence files")
_SEARCHING = Text("正在逐页查找", "Searching page by page")
_NO_PAGE = Text("证据文件没有这一页", "the evidence file has no such page")
_NO_FILE = Text(
    "证据库中的文件缺失或已损坏", "the file in the evidence store is missing or damaged"
)
_NOT_PAGED = Text(
    "不是分页文件（PDF 或图片），无法按页查找",
    "no file with pages (PDF or picture); it cannot be searched for",
)
_BLANK = Text(
    "该页没有可比对的文字或图片，请人工核对",
    "the page has no text or picture to compare; look for it by eye",
)
_UNFOUND = Text("投标文件中没有找到这一页", "this page was not found in the bid")
_NO_EVIDENCE = Text("证据记录不存在", "the evidence record is missing")
_NAME = Text(
    "回填投标文件页码（找到 {found} 处，未找到 {missing} 处）",
    "Fill in the pages of the bid ({found} found, {missing} not found)",
)


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One evidence page and where it stands in the bid; `also` are further pages with the same content."""

    link: str
    title: str
    page: int
    match: PageMatch

    def as_json(self) -> dict[str, Any]:
        """Return the page for scripts."""
        return {
            "link": self.link,
            "evidence": self.title,
            "page": self.page,
            "bid_page": self.match.page,
            "how": self.match.how,
            "score": self.match.score,
            "also": list(self.match.also),
        }


@dataclass(frozen=True, slots=True)
class MissingPage:
    """One evidence page (0 = the whole file) that was not found, and why."""

    link: str
    title: str
    page: int
    why: Text

    def as_json(self) -> dict[str, Any]:
        """Return the page for scripts."""
        return {
            "link": self.link,
            "evidence": self.title,
            "page": self.page,
            "why": self.why.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Backfill:
    """What was found in a bid: `pages` holds what each link's page column will say, empty where nothing was found."""

    dossier: str
    tender: str
    bid: str
    bid_pages: int
    found: tuple[FoundPage, ...]
    missing: tuple[MissingPage, ...]
    pages: Mapping[str, str]
    basis: str = field(repr=False)

    def as_json(self) -> dict[str, Any]:
        """Return the result for scripts."""
        return {
            "bid": self.bid,
            "bid_pages": self.bid_pages,
            "found": [each.as_json() for each in self.found],
            "missing": [each.as_json() for each in self.missing],
            "pages": dict(self.pages),
        }


def backfill(
    ws: Workspace, dossier: str, tender: str, bid: Path, *, progress: Progress = SILENT
) -> Backfill:
    """Search the bidder's assembled PDF for every linked evidence page of a tender; nothing is changed.

    Raises:
        NotFound: no such dossier or tender.
        BadInput: the bid is no readable PDF, or the tender has no evidence links. Cancelled: stopped.
    """
    found = queries.dossier(ws, dossier)
    stored = plans.tender_of(found, tender)
    links = _links(found, stored)
    if not links:
        raise BadInput(_NO_LINKS, place=stored.text("code"), code="BACKFILL-NO-LINKS")
    if bid.suffix.lower() != ".pdf":
        raise BadInput(_NOT_PDF.format(name=bid.name), place=bid.name, code="BACKFILL-NO-PDF")
    pages = look_at_pages(bid, progress)
    shelf = _Shelf(ws, found)
    for at, link in enumerate(links):
        progress.step(at, len(links), _READING)
        shelf.add(link, progress)
    progress.step(0, 1, _SEARCHING)
    told = _told(shelf, find_pages(shelf.wanted, pages))
    progress.step(1, 1, _SEARCHING)
    hits = tuple(each for each in told if isinstance(each, FoundPage))
    lost = tuple(each for each in told if isinstance(each, MissingPage))
    said = {link.id: ranges([h.match.page for h in hits if h.link == link.id]) for link in links}
    made_from = plans.basis(found, stored)
    return Backfill(found.heading.id, stored.id, bid.name, len(pages), hits, lost, said, made_from)


def apply_backfill(ws: Workspace, plan: Backfill, *, initiator: object = None) -> Changed:
    """Write the found pages into the page columns as one undoable change; pages no longer found are cleared.

    Raises:
        BadInput: the tender changed since the search; nothing was changed.
    """
    plans.still(ws, plan.dossier, plan.tender, plan.basis)
    parts = tuple(
        ChangeRecord("link", link, {"bidder_pages": pages or None})
        for link, pages in plan.pages.items()
    )
    name = _NAME.format(found=len(plan.found), missing=len(plan.missing))
    return ws.do(Batch(name, parts), initiator)


def _links(dossier: Dossier, tender: Record) -> tuple[Record, ...]:
    answers = {record.id for record in dossier.where("response", tender=tender.id)}
    return tuple(link for link in dossier.all("link") if link.text("target") in answers)


class _Shelf:
    """The evidence pages to look for, each file looked at once, and which link asks for which of them."""

    def __init__(self, ws: Workspace, dossier: Dossier) -> None:
        self.wanted: dict[Key, PageContent] = {}
        self.asked: list[tuple[Record, str, Key]] = []
        self.missing: list[MissingPage] = []
        self._ws, self._dossier = ws, dossier
        self._files: dict[str, tuple[PageContent, ...] | Text] = {}

    def add(self, link: Record, progress: Progress) -> None:
        """Note the pages that a link quotes, all of the file's where it names none."""
        record = self._dossier.find("evidence", link.text("evidence"))
        title = record.text("title") if record else link.text("evidence")
        pages = self._pages(record, progress) if record else _NO_EVIDENCE
        if isinstance(pages, Text):
            self.missing.append(MissingPage(link.id, title, 0, pages))
            return
        sha256 = record.text("sha256") if record else ""
        for number in page_numbers(link.text("pages")) or range(1, len(pages) + 1):
            if number > len(pages):
                self.missing.append(MissingPage(link.id, title, number, _NO_PAGE))
            elif not pages[number - 1].is_telling():
                self.missing.append(MissingPage(link.id, title, number, _BLANK))
            else:
                self.asked.append((link, title, (sha256, number)))
                self.wanted[sha256, number] = pages[number - 1]

    def _pages(self, record: Record, progress: Progress) -> tuple[PageContent, ...] | Text:
        sha256 = record.text("sha256")
        if sha256 not in self._files:
            self._files[sha256] = self._looked_at(record, progress)
        return self._files[sha256]

    def _looked_at(self, record: Record, progress: Progress) -> tuple[PageContent, ...] | Text:
        if record.text("media_type") not in MERGED:
            return _NOT_PAGED
        try:
            path = self._ws.evidence.path(record.text("sha256"))
            return look_at_pages(path, progress, name=record.text("file_name"))
        except (NotFound, IntegrityBroken, BadInput):
            return _NO_FILE


def _told(shelf: _Shelf, matches: Mapping[Key, PageMatch]) -> list[FoundPage | MissingPage]:
    told: list[FoundPage | MissingPage] = list(shelf.missing)
    for link, title, key in shelf.asked:
        match = matches.get(key)
        if match is None:
            told.append(MissingPage(link.id, title, key[1], _UNFOUND))
        else:
            told.append(FoundPage(link.id, title, key[1], match))
    return told


_NO_LINKS = Text(
    "本投标项目的答复没有引用任何证据，没有可查找的页。请先引用证据。",
    "No answer of this tender refers to evidence; there is nothing to search for. Link evidence first.",
)
_NOT_PDF = Text(
    "“{name}”不是 PDF。请选择投标人合成的投标文件（.pdf）。",
    '"{name}" is no PDF. Choose the bidder\'s assembled file (.pdf).',
)
