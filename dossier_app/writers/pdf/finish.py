"""The drawn pages completed: foreign pages laid under them, properties cleaned, archive form claimed if true."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dossier_app.base.progress import Progress
from dossier_app.writers.pdf.flow import Layout
from dossier_app.writers.pdf.page import Insert
from dossier_app.writers.pdf.sources import Source, Sources, open_pdf

if TYPE_CHECKING:
    import pikepdf

ARCHIVE = "PDF/A-2u"
_Matrix = tuple[float, float, float, float, float, float]


def finish(drawn: Path, target: Path, layout: Layout, sources: Sources, progress: Progress) -> str:
    """Merge attachments into `drawn` and save as `target`; return the archive standard met, or nothing."""
    import pikepdf

    with pikepdf.open(drawn) as pdf:
        allowed = _merge(pdf, layout, sources, progress)
        _clean(pdf, archive=allowed)
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return ARCHIVE if allowed else ""


def _merge(pdf: pikepdf.Pdf, layout: Layout, sources: Sources, progress: Progress) -> bool:
    """Lay the foreign pages under ours, one source at a time; tell whether all allow the archive form."""
    wanted: dict[int, list[tuple[int, Insert]]] = {}
    for number, page in enumerate(layout.pages):
        for op in page.ops:
            if isinstance(op, Insert):
                wanted.setdefault(op.source, []).append((number, op))
    allowed = True
    for done, (index, inserts) in enumerate(sorted(wanted.items()), 1):
        progress.step(done, len(wanted))
        source = sources.sources[index]
        with open_pdf(source.path, source.title) as foreign:
            allowed = _is_archivable(foreign, source) and allowed
            _flatten(foreign)
            for number, op in inserts:
                _lay_under(pdf, pdf.pages[number], foreign.pages[op.page], op)
    return allowed


def _lay_under(pdf: pikepdf.Pdf, page: pikepdf.Page, foreign: pikepdf.Page, place: Insert) -> None:
    import pikepdf

    foreign.trimbox = foreign.cropbox
    form = pdf.copy_foreign(foreign.as_form_xobject())
    name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name("/Foreign"))
    bottom = float(page.mediabox[3]) - place.y - place.height
    a, b, c, d, e, f = _placement(form, place, bottom)
    drawing = f"q {a:.6f} {b:.6f} {c:.6f} {d:.6f} {e:.4f} {f:.4f} cm {name} Do Q\n"
    page.contents_add(drawing.encode("ascii"), prepend=True)


def _placement(form: pikepdf.Object, place: Insert, bottom: float) -> _Matrix:
    """Return the matrix that fits a form, turned by its own matrix, into the rectangle."""
    left, low, right, high = (float(value) for value in form.BBox)
    own = [float(value) for value in form.get("/Matrix", [1, 0, 0, 1, 0, 0])]
    corners = [
        (own[0] * x + own[2] * y + own[4], own[1] * x + own[3] * y + own[5])
        for x in (left, right)
        for y in (low, high)
    ]
    x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
    y0, y1 = min(y for _, y in corners), max(y for _, y in corners)
    across, up = place.width / (x1 - x0), place.height / (y1 - y0)
    return (across, 0.0, 0.0, up, place.x - x0 * across, bottom - y0 * up)


def _flatten(foreign: pikepdf.Pdf) -> None:
    """Draw stamps and filled form fields into the page, which otherwise stay behind."""
    if any("/Annots" in page for page in foreign.pages):
        foreign.generate_appearance_streams()
        foreign.flatten_annotations("print")


def _is_archivable(foreign: pikepdf.Pdf, source: Source) -> bool:
    """Tell whether a merged file keeps the archive form: it claims it itself and embeds its fonts."""
    if source.is_picture:
        return True
    with foreign.open_metadata() as metadata:
        claims = metadata.get("pdfaid:part") in ("1", "2")
    return claims and all(_is_embedded(font) for font in _fonts(foreign))


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        if "/Font" in page.resources:
            yield from (font for _, font in page.resources.Font.items())


def _is_embedded(font: pikepdf.Object) -> bool:
    holder = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = holder.get("/FontDescriptor")
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    return font.get("/Subtype") == "/Type3" or (
        descriptor is not None and any(name in descriptor for name in files)
    )


def _clean(pdf: pikepdf.Pdf, *, archive: bool) -> None:
    """Leave the title as the only property; links get the print flag, colours their profile."""
    import pikepdf

    title = str(pdf.docinfo.get("/Title", ""))
    del pdf.docinfo
    pdf.docinfo["/Title"] = pikepdf.String(title)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        if archive:
            metadata["pdfaid:part"] = "2"
            metadata["pdfaid:conformance"] = "U"
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            link.F = 4
    if "/Outlines" in pdf.Root:
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    if archive:
        pdf.Root.OutputIntents = pikepdf.Array([_output_intent(pdf)])


def _output_intent(pdf: pikepdf.Pdf) -> pikepdf.Object:
    import pikepdf
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile[:24] + bytes(12) + profile[36:]  # the date of making it
    stream = pikepdf.Stream(pdf, profile)
    stream.N = 3
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFA1,
            OutputConditionIdentifier=pikepdf.String("sRGB"),
            Info=pikepdf.String("sRGB IEC61966-2.1"),
            DestOutputProfile=stream,
        )
    )
