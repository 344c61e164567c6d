"""What an evidence file is before it is taken in: kind, pages, text for search, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text
from dossier_app.model.finding import Finding, Place, Severity
from dossier_app.readers.fold import fold, fold_close
from dossier_app.readers.limits import LIMITS, Limits
from dossier_app.readers.plain import finding_from_plain, finding_to_plain
from dossier_app.readers.refusals import refusal
from dossier_app.readers.sniff import kind_name, kind_of

__all__ = ["EvidenceFacts", "fold", "fold_close", "inspect", "inspect_all", "inspect_named"]

_MEDIA = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "tiff": "image/tiff",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text": "text/plain",
}
_SIDE_BY_SIDE, _MOST_IN_ONE = 2, 64
"""Child processes at a time that read many files, and the files that one of them reads."""
_SUFFIXES = {
    "pdf": {".pdf"},
    "png": {".png"},
    "jpeg": {".jpg", ".jpeg", ".jpe", ".jfif"},
    "tiff": {".tif", ".tiff"},
    "docx": {".docx", ".docm", ".dotx"},
    "xlsx": {".xlsx", ".xlsm", ".xltx", ".xltm"},
    "text": {".csv", ".tsv", ".txt"},
}


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What was seen in an evidence file: `texts` one a page (a sheet, a whole document), findings in words.

    `width` and `height` are pixels of a picture, `dpi` its stated resolution or 0.
    """

    media_type: str
    pages: int
    texts: tuple[str, ...]
    findings: tuple[Finding, ...]
    width: int = 0
    height: int = 0
    dpi: int = 0
    across: int = 0
    """lowest resolution of a scanned page, its picture laid across A4 or its own page; 0 where nothing is scanned"""

    def pages_with(self, words: str) -> tuple[int, ...]:
        """Return the 1-based pages on which `words` stand, line breaks and character forms aside."""
        wanted = fold_close(words)
        return tuple(
            number
            for number, text in enumerate(self.texts, start=1)
            if wanted and wanted in fold_close(text)
        )


def inspect(path: Path, progress: Progress = SILENT, limits: Limits = LIMITS) -> EvidenceFacts:
    """Return the facts of an evidence file, parsed in a child process with limits.

    Raises:
        BadInput: empty, damaged, protected, of a kind that cannot be evidence, or beyond a limit.
        Cancelled: the user stopped it.
    """
    from dossier_app.readers.child import ask

    kind_of(path)
    job = {"what": "evidence", "path": str(path)}
    return _from_plain(ask(job, path.name, progress, limits))


def inspect_all(
    paths: Sequence[Path], progress: Progress = SILENT, limits: Limits = LIMITS
) -> list[EvidenceFacts]:
    """Return the facts of many files, in their order, read by few child processes; raises as `inspect`."""
    parts = max(min(_SIDE_BY_SIDE, len(paths)), -(-len(paths) // _MOST_IN_ONE))
    dealt = [paths[at::parts] for at in range(parts)]
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        read = list(pool.map(lambda part: _inspect_part(part, progress, limits), dealt))
    return [read[at % parts][at // parts] for at in range(len(paths))]


def _inspect_part(paths: Sequence[Path], progress: Progress, limits: Limits) -> list[EvidenceFacts]:
    """Read some files in one child; where it refuses or dies, each has a child and limits of its own."""
    from dossier_app.readers.child import ask

    job = {"what": "evidence-all", "path": str(paths[0]), "paths": [str(path) for path in paths]}
    with suppress(BadInput):
        return [_from_plain(each) for each in ask(job, paths[0].name, progress, limits)["all"]]
    return [inspect(path, progress, limits) for path in paths]


def inspect_named(path: Path, progress: Progress = SILENT) -> EvidenceFacts:
    """Return the facts of a file that a person brings; its name must say what it is, for packs keep the name.

    Raises:
        BadInput: as `inspect`, or named as another kind than it is. Cancelled: the user stopped it.
    """
    facts, kind = inspect(path, progress), kind_of(path)
    if path.suffix.lower() not in _SUFFIXES[kind]:
        raise refusal("FILE-09", path.name, suffix=path.suffix or "?", kind=kind_name(kind))
    return facts


def inspect_here(path: Path, limits: Limits = LIMITS) -> EvidenceFacts:
    """Inspect a file in this process; only the child process and tests do so."""
    kind = kind_of(path, limits)
    if kind == "pdf":
        from dossier_app.readers.evidencepdf import inspect_pdf
        from dossier_app.readers.scanned import scan_resolution

        pages, texts, findings = inspect_pdf(path, limits)
        return EvidenceFacts(_MEDIA[kind], pages, texts, findings, across=scan_resolution(path))
    if kind in {"png", "jpeg", "tiff"}:
        return _picture(path, kind, limits)
    if kind in {"docx", "xlsx", "text"}:
        from dossier_app.readers.tender import raw_file

        if kind == "text" and path.suffix.lower() not in {".csv", ".tsv", ".txt"}:
            raise refusal("IMG-05", path.name, kind=kind_name(kind))
        raw = raw_file(path, limits, hidden=True)
        return EvidenceFacts(_MEDIA[kind], 0, ("\n".join(raw.words()),), ())
    raise refusal(
        "DOC-06" if kind == "rtf" else "IMG-05",
        path.name,
        **({} if kind == "rtf" else {"kind": kind_name(kind)}),
    )


_LOW = Text(
    "图片约 {dpi} dpi（按 A4 宽度折算），低于 200 dpi，打印后可能看不清；请换更清晰的扫描件。",
    "The picture has about {dpi} dpi across A4, below 200; in print it may not be legible; scan it again more finely.",
)
_TURNED = Text(
    "照片带有旋转标记，输出时按标记转正。",
    "The photograph carries a rotation mark; it is set upright in documents.",
)


def _picture(path: Path, kind: str, limits: Limits) -> EvidenceFacts:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # our own limits, checked before decoding
    try:
        with Image.open(path, formats=[kind.upper()]) as image:
            width, height = image.size
            frames = getattr(image, "n_frames", 1) if kind == "tiff" else 1
            _bound_picture(path.name, (width, height), frames, limits)
            for frame in range(frames):
                image.seek(frame)
                image.load()
            stated = image.info.get("dpi", (0, 0))[0]
            turned = image.getexif().get(0x0112, 1) not in {0, 1}
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError) as error:
        raise refusal("IMG-01", path.name) from error
    findings = [_finding("READ-21", _TURNED)] if turned else []
    across = round(min(width, height) / 8.27)
    if across < 200:
        findings.append(_finding("READ-20", _LOW.format(dpi=across)))
    return EvidenceFacts(
        _MEDIA[kind],
        frames,
        ("",) * frames,
        tuple(findings),
        width,
        height,
        round(float(stated)),
        across,
    )


def _bound_picture(name: str, size: tuple[int, int], frames: int, limits: Limits) -> None:
    """Refuse a picture beyond a limit before any of it is decoded."""
    if max(size) > limits.image_side:
        raise refusal("IMG-03", name, limit=limits.image_side)
    if size[0] * size[1] > limits.image_pixels:
        raise refusal("IMG-02", name, limit=limits.image_pixels)
    if frames > limits.image_frames:
        raise refusal("IMG-04", name, limit=limits.image_frames)


def _finding(code: str, message: Text) -> Finding:
    return Finding(code, Severity.WARNING, "evidence", Place(), message)


def evidence_to_plain(facts: EvidenceFacts) -> dict[str, Any]:
    """Return the facts as JSON values."""
    return {
        "media_type": facts.media_type,
        "pages": facts.pages,
        "texts": list(facts.texts),
        "findings": [finding_to_plain(each) for each in facts.findings],
        "width": facts.width,
        "height": facts.height,
        "dpi": facts.dpi,
        "across": facts.across,
    }


def _from_plain(plain: dict[str, Any]) -> EvidenceFacts:
    return EvidenceFacts(
        plain["media_type"],
        plain["pages"],
        tuple(plain["texts"]),
        tuple(finding_from_plain(each) for each in plain["findings"]),
        plain["width"],
        plain["height"],
        plain["dpi"],
        plain["across"],
    )
