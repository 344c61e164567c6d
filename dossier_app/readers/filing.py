"""Looks through the PDF files of a filing for what the electronic filing system refuses; plain facts, in the child process."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dossier_app.base.progress import SILENT, Progress
from dossier_app.readers.limits import Limits

_ACTIVE = frozenset({"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/XFA"})
_ELSEWHERE = frozenset({"/GoToR", "/GoToE", "/Launch"})
_DEEP = 6


def look(path: Path, progress: Progress = SILENT) -> list[dict[str, Any]]:
    """Return path, bytes and, of each PDF, pages, bookmarks, their depth, and what does not belong, for all files below.

    `path` is a folder or a zip of one.

    Raises:
        BadInput: the zip is damaged or beyond a limit. Cancelled: the user stopped it.
    """
    from dossier_app.readers.child import ask

    files: list[dict[str, Any]] = ask({"what": "filing", "path": str(path)}, path.name, progress)[
        "files"
    ]
    return files


def filing_to_plain(path: Path, limits: Limits) -> dict[str, Any]:
    """Return the facts of every file as JSON values; only the child process calls this."""
    return {"files": [_facts(name, size, content) for name, size, content in _files(path, limits)]}


def _files(path: Path, limits: Limits) -> Iterator[tuple[str, int, bytes]]:
    """Yield name, size and bytes; of a file that is no PDF or too large only name and size."""
    if path.is_dir():
        for each in sorted(p for p in path.rglob("*") if p.is_file()):
            size = each.stat().st_size
            wanted = each.suffix.lower() == ".pdf" and size <= limits.pdf_file
            yield each.relative_to(path).as_posix(), size, each.read_bytes() if wanted else b""
        return
    from dossier_app.readers.refusals import refusal

    try:
        with zipfile.ZipFile(path) as archive:
            for info in sorted(archive.infolist(), key=lambda i: i.filename):
                if info.is_dir():
                    continue
                wanted = (
                    info.filename.lower().endswith(".pdf") and info.file_size <= limits.pdf_file
                )
                content = archive.read(info) if wanted else b""
                yield info.filename, info.file_size, content
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise refusal("FILE-07", path.name) from error


def _facts(name: str, size: int, content: bytes) -> dict[str, Any]:
    plain: dict[str, Any] = {"path": name, "bytes": size}
    if not content:
        return plain
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            depth, count = _outline(pdf)
            plain |= {
                "pages": len(pdf.pages),
                "bookmarks": count,
                "depth": depth,
                "encrypted": bool(pdf.is_encrypted),
                "active": _mentions(pdf, _ACTIVE) or "/AcroForm" in pdf.Root,
                "elsewhere": _mentions(pdf, _ELSEWHERE),
            }
    except pikepdf.PasswordError:
        plain["encrypted"] = True
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        plain["broken"] = True
    return plain


def _outline(pdf: Any) -> tuple[int, int]:  # noqa: ANN401 - pikepdf has no types
    with pdf.open_outline(max_depth=_DEEP) as outline:
        return _depth(outline.root), sum(1 for _ in _flat(outline.root))


def _flat(items: Any) -> Iterator[Any]:  # noqa: ANN401 - pikepdf has no types
    for item in items:
        yield item
        yield from _flat(item.children)


def _depth(items: Any) -> int:  # noqa: ANN401 - pikepdf has no types
    return max((1 + _depth(item.children) for item in items), default=0)


def _mentions(pdf: Any, names: frozenset[str]) -> bool:  # noqa: ANN401 - pikepdf has no types
    """Tell whether any dictionary has one of the names as a key or as its action."""
    return any(
        names & set(each.keys()) or str(each.get("/S", "")) in names
        for found in pdf.objects
        for each in _dictionaries(found)
    )


def _dictionaries(found: Any, depth: int = 0) -> Iterator[Any]:  # noqa: ANN401 - pikepdf has no types
    """Yield an object's dictionary and those that stand in it directly; the others are objects of their own."""
    import pikepdf

    if isinstance(found, pikepdf.Dictionary):
        yield found
        parts = [part for _, part in found.items()]
    elif isinstance(found, pikepdf.Array):
        parts = list(found)
    else:
        return
    for part in parts if depth < _DEEP else ():
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _dictionaries(part, depth + 1)
