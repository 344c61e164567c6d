"""PDF documents: one layout pass, drawn on a canvas, attachments merged in, read back before delivery."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dossier_app.base.atomic import replacing, workroom
from dossier_app.base.progress import Progress
from dossier_app.base.text import Text
from dossier_app.model.document import Document


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a finished PDF is: pages, the page of each anchor, the archive standard met, what to know."""

    pages: int
    anchors: Mapping[str, int]
    standard: str
    notes: tuple[Text, ...]
    texts: tuple[str, ...]
    """The words of each page, without white space"""


def write_pdf(
    document: Document, target: Path, *, files: Callable[[str], Path], progress: Progress
) -> PdfFacts:
    """Write `document` to `target`, whole or not at all; the same tree gives the same bytes.

    `files` returns the path of an evidence file by its SHA-256.

    Raises:
        BadInput: a character no face draws, an attachment that cannot be merged, a reference to nowhere.
        IntegrityBroken: the written file, read back, is not what was laid out.
        DiskTrouble: the target cannot be written.
        Cancelled: `progress` asked to stop.
    """
    from dossier_app.writers.pdf.finish import finish
    from dossier_app.writers.pdf.flow import lay_out
    from dossier_app.writers.pdf.paint import paint
    from dossier_app.writers.pdf.readback import prove, words_of
    from dossier_app.writers.pdf.sources import Sources
    from dossier_app.writers.places import refuse_undrawable

    refuse_undrawable(document)
    with replacing(target) as temporary, workroom(target) as folder:
        sources = Sources(files, folder)
        layout = lay_out(document, sources, progress)
        drawn = folder / "drawn.pdf"
        paint(document, layout, drawn, progress)
        standard = finish(drawn, temporary, layout, sources, progress)
        prove(temporary, layout, document.title)
        notes = tuple(sources.notes)
    texts = tuple(words_of(page) for page in layout.pages)
    return PdfFacts(len(layout.pages), layout.anchors, standard, notes, texts)
