"""What a PDF tells beside its pages: properties, page sizes, pictures, marks to click, fonts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dossier_app.base.progress import SILENT, Progress
from dossier_app.readers.limits import LIMITS, Limits
from dossier_app.readers.refusals import refusal
from dossier_app.readers.sniff import kind_name, kind_of

_MOST = 400


def pdf_properties(path: Path, progress: Progress = SILENT) -> dict[str, Any]:
    """Return properties, sizes, texts and counts of a PDF, parsed in a child process with limits.

    Raises:
        BadInput: no readable PDF. Cancelled: the user stopped it.
    """
    from dossier_app.readers.child import ask

    return ask({"what": "properties", "path": str(path)}, path.name, progress)


def properties_to_plain(path: Path, limits: Limits = LIMITS) -> dict[str, Any]:
    """Look in this process and return JSON values; only the child process and tests do so."""
    import pikepdf

    from dossier_app.readers.evidence import inspect_here

    kind = kind_of(path, limits)
    if kind != "pdf":
        raise refusal("IMG-05", path.name, kind=kind_name(kind))
    texts = inspect_here(path, limits).texts
    with pikepdf.open(path) as pdf:
        said = {str(key).lstrip("/"): str(value)[:_MOST] for key, value in pdf.docinfo.items()}
        sizes = sorted({_size(page) for page in pdf.pages})
        pictures = sum(len(page.images) for page in pdf.pages)
        marks = sum(len(page.obj.get("/Annots", [])) for page in pdf.pages)
    return {
        "texts": list(texts),
        "said": said,
        "sizes": sizes,
        "pictures": pictures,
        "marks": marks,
    }


def _size(page: Any) -> str:  # noqa: ANN401 - pikepdf page
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return f"{round((right - left) / 72 * 25.4)}x{round((top - bottom) / 72 * 25.4)}"
