"""The drawn pages completed: foreign pages laid under them, properties cleaned, archive form claimed if true."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
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

    inserts = [
        (number, op)
        for number, page in enumerate(layout.pages)
        for op in page.ops
        if isinstance(op, Insert)
    ]
    joined = _join(drawn, inserts, sources)
    allowed = all(_is_archivable(sources.sources[i]) for i in {op.source for _, op in inserts})
    with pikepdf.open(joined) as pdf:
        _lay_under(pdf, inserts, len(layout.pages), progress)
        _clean(pdf, archive=allowed)
        _name_filters(pdf)
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return ARCHIVE if allowed else ""


def _join(drawn: Path, inserts: list[tuple[int, Insert]], sources: Sources) -> Path:
    """Append the foreign pages behind ours in one file on disk, so that none is held in memory."""
    import pikepdf

    if not inserts:
        return drawn
    joined = drawn.with_name("joined.pdf")
    wanted: list[str] = []
    for source, group in groupby((op for _, op in inserts), key=lambda op: op.source):
        numbers = ",".join(str(op.page + 1) for op in group)
        wanted += [str(sources.sources[source].path), numbers]
    options = ["--stream-data=preserve", "--no-warn", "--warning-exit-0"]
    pages = ["--pages", ".", *wanted, "--"]
    pikepdf.Job(["join", *options, str(drawn), *pages, str(joined)]).run()
    return joined


def _lay_under(
    pdf: pikepdf.Pdf, inserts: list[tuple[int, Insert]], own: int, progress: Progress
) -> None:
    """Draw each appended page as a form under our page, then take the appended pages out."""
    import pikepdf

    taken: set[tuple[int, int]] = set()
    for done, (number, place) in enumerate(inserts):
        progress.step(done, len(inserts))
        page, foreign = pdf.pages[number], pdf.pages[own + done]
        foreign.trimbox = foreign.cropbox
        form = _as_form(foreign, taken)
        if "/Metadata" in form:
            del form["/Metadata"]
        name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name("/Foreign"))
        bottom = float(page.mediabox[3]) - place.y - place.height
        a, b, c, d, e, f = _placement(form, place, bottom)
        drawing = f"q {a:.6f} {b:.6f} {c:.6f} {d:.6f} {e:.4f} {f:.4f} cm {name} Do Q\n"
        page.contents_add(drawing.encode("ascii"), prepend=True)
    del pdf.pages[own:]
    if "/AcroForm" in pdf.Root:
        del pdf.Root.AcroForm


def _as_form(page: pikepdf.Page, taken: set[tuple[int, int]]) -> pikepdf.Object:
    """Return a page as a form; a page of one stream lends it as it is stored, which spares packing it anew."""
    import pikepdf

    form = page.as_form_xobject()
    content = page.obj.get("/Contents")
    if not isinstance(content, pikepdf.Stream) or content.objgen in taken:
        return form
    taken.add(content.objgen)
    for key in ("/Type", "/Subtype", "/BBox", "/Matrix", "/Resources", "/Group"):
        if key in form:
            content[key] = form[key]
    return content


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


def _is_archivable(source: Source) -> bool:
    """Tell whether a merged file keeps the archive form: it claims it itself and embeds its fonts."""
    if source.is_picture:
        return True
    with open_pdf(source.path, source.title) as foreign:
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


def _name_filters(pdf: pikepdf.Pdf) -> None:
    """Write a list of one filter as that filter: only so does the library see that a stream is packed already."""
    import pikepdf

    for stream in pdf.objects:
        if not isinstance(stream, pikepdf.Stream):
            continue
        filters = stream.get("/Filter")
        if not isinstance(filters, pikepdf.Array) or len(filters) != 1:
            continue
        stream.Filter = filters[0]
        parameters = stream.get("/DecodeParms")
        if isinstance(parameters, pikepdf.Array):
            del stream.DecodeParms
            if len(parameters) and parameters[0] is not None:
                stream.DecodeParms = parameters[0]


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
