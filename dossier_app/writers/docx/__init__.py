"""Word documents: the same tree as in PDF, as text that can go on being edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dossier_app.base.atomic import replacing, workroom
from dossier_app.model.document import Document
from dossier_app.writers.places import refuse_control
from dossier_app.writers.zipped import repack


@dataclass(frozen=True, slots=True)
class DocxFacts:
    """What a finished Word document is: its table rows, heads included."""

    rows: int


def write_docx(document: Document, target: Path, files: Callable[[str], Path]) -> DocxFacts:
    """Write `document` to `target`, whole or not at all; the same tree gives the same bytes.

    Page references are fields that Word fills in; attachments stand as a line each, their
    pages are in the PDF.

    Raises:
        BadInput: a control character or a damaged picture; its place is named.
        IntegrityBroken: the written document, read back, is not what was given.
        DiskTrouble: the target cannot be written.
    """
    from dossier_app.writers.docx.body import build
    from dossier_app.writers.docx.readback import prove

    refuse_control(document)
    with replacing(target) as temporary, workroom(target) as folder:
        made = folder / "made.docx"
        build(document, made, files)
        repack(made, temporary)
        rows = prove(temporary, document)
    return DocxFacts(rows)
