"""Writes the papers of a production in their forms; later papers take page numbers from the lead one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from dossier_app.base.atomic import replacing, workroom
from dossier_app.base.errors import BadInput
from dossier_app.base.progress import Progress
from dossier_app.base.text import Text
from dossier_app.model.document import Document, content_hash, with_pages
from dossier_app.service.production import Paper, Production
from dossier_app.writers.docx import write_docx
from dossier_app.writers.manifest import PackedFile, digest
from dossier_app.writers.names import safe_name
from dossier_app.writers.pack import Extent, PackFile
from dossier_app.writers.pdf import write_pdf
from dossier_app.writers.pdf.known import Kept
from dossier_app.writers.xlsx import write_workbook
from dossier_app.writers.zipped import repack

_BRIEF_PAGES = 2
_MOST_PAGES = 40
ATTACHMENTS = Text("附件", "attachments")


@dataclass(frozen=True, slots=True)
class _Made:
    """An office file made before: its bytes, the pack's number in them, and its extent."""

    content: bytes
    number: str
    extent: Extent


_MADE: Kept[_Made] = Kept(32 << 20, weigh=lambda made: len(made.content))
"""Office files by form and document; an export after a change elsewhere need not make the same one again."""


class Press:
    """Holds the pages of the lead paper between writing it and writing what points at it."""

    def __init__(
        self, production: Production, evidence: Callable[[str], Path], progress: Progress
    ) -> None:
        self.production = production
        self.progress = progress
        self.number = content_hash(tuple(paper.document for paper in production.papers))
        self._evidence = evidence
        self._pages: dict[str, int] = {}
        self._texts: dict[str, tuple[str, ...]] = {}

    def pages_of(self, facts: Mapping[str, str]) -> dict[str, dict[str, list[int]]]:
        """Return on which pages of which paper the words of each fact stand, of those written so far."""
        found: dict[str, dict[str, list[int]]] = {}
        for key, value in facts.items():
            words = "".join(value.split())
            for title, texts in self._texts.items() if len(words) > 1 else ():
                if pages := [n for n, text in enumerate(texts, 1) if words in text]:
                    found.setdefault(key, {})[title] = pages[:_MOST_PAGES]
        return found

    def files(self) -> tuple[PackFile, ...]:
        """Return all files of the pack, the lead paper first."""
        papers = sorted(self.production.papers, key=lambda paper: not self._is_lead(paper))
        files = [
            PackFile(f"{paper.stem}.{form}", form, self._writer(paper, form))
            for paper in papers
            for form in paper.forms
        ]
        return (*files, *self._placed(), *self._attachments())

    def single(self, target: Path) -> PackedFile:
        """Write the one paper whose form the target's ending names.

        Raises:
            BadInput: this export has no such form.
        """
        form = target.suffix[1:]
        paper = next((paper for paper in self.production.papers if form in paper.forms), None)
        if paper is None:
            known = sorted({form for paper in self.production.papers for form in paper.forms})
            message = _NO_FORM.format(form=form, known=", ".join(known))
            raise BadInput(message, place=str(target))
        if form != "pdf" or not self._is_lead(paper):
            self._find_pages(target)
        extent = self._writer(paper, form)(target)
        sha256, size = digest(target)
        return PackedFile(target.name, form, sha256, size, extent.pages, extent.rows)

    def _is_lead(self, paper: Paper) -> bool:
        return paper.stem == self.production.lead

    def _find_pages(self, target: Path) -> None:
        """Draw the lead paper aside when only a paper that points at it is wanted."""
        for lead in filter(self._is_lead, self.production.papers):
            with workroom(target) as folder:
                self._writer(lead, "pdf")(folder / "lead.pdf")

    def _writer(self, paper: Paper, form: str) -> Callable[[Path], Extent]:
        number = "" if paper.unmarked else self.number[:16]
        drawn = replace(paper.document, number=number)
        if form == "pdf" and paper.shorter is not None:
            shorter = replace(paper.shorter, number=drawn.number)
            return lambda target: self._brief_pdf(drawn, shorter, target)
        if form == "pdf":
            own = paper.alone or self._is_lead(paper)
            return lambda target: self._pdf(drawn, target, lead=own)
        return lambda target: self._office(drawn, target, form)

    def _brief_pdf(self, document: Document, shorter: Document, target: Path) -> Extent:
        """Write the document, or the shorter one when it does not fit on two pages."""
        extent = self._pdf(document, target, lead=False)
        if extent.pages is None or extent.pages <= _BRIEF_PAGES:
            return extent
        return self._pdf(shorter, target, lead=False)

    def _pdf(self, document: Document, target: Path, *, lead: bool) -> Extent:
        resolved = document if lead else with_pages(document, self._pages)
        facts = write_pdf(resolved, target, files=self._evidence, progress=self.progress)
        if lead:
            self._pages = dict(facts.anchors) | self._pages
        self._texts[document.title] = facts.texts
        return Extent(pages=facts.pages)

    def _office(self, document: Document, target: Path, form: str) -> Extent:
        resolved = with_pages(document, self._pages)
        number = document.number if form == "docx" else ""
        key = (form, replace(resolved, number=""))
        known = _MADE.find(key)
        if known is None:
            extent = self._written(replace(resolved, number=number), target, form)
            _MADE.keep(key, _Made(target.read_bytes(), number, extent))
            return extent
        words = (known.number.encode(), number.encode())
        with replacing(target) as temporary:
            repack(BytesIO(known.content), temporary, words)
        return known.extent

    def _written(self, document: Document, target: Path, form: str) -> Extent:
        if form == "docx":
            write_docx(document, target, self._evidence)
            return Extent()
        return Extent(rows=sum(write_workbook([document], target).rows.values()))

    def _placed(self) -> list[PackFile]:
        return [
            PackFile(
                each.path,
                "pdf",
                self._evidence(each.record.text("sha256")),
                each.record.text("title"),
            )
            for each in self.production.placed
        ]

    def _attachments(self) -> list[PackFile]:
        folder = ATTACHMENTS[self.production.papers[0].document.lang]
        files: list[PackFile] = []
        for n, record in enumerate(self.production.attachments, 1):
            suffix = Path(record.text("file_name")).suffix.lower()
            name = f"{n:02d}_{safe_name(record.text('title'), suffix, limit=48)}"
            source = self._evidence(record.text("sha256"))
            files.append(PackFile(f"{folder}/{name}", suffix[1:], source, record.text("title")))
        return files


_NO_FORM = Text(
    "这种导出没有 .{form} 形式；可用：{known}。",
    "This export has no .{form} form; it has: {known}.",
)
