"""A pack: one folder and one zip with their manifest, whole or not at all."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from dossier_app.base.atomic import new_folder, replacing, workroom
from dossier_app.base.errors import BadInput
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Text, same
from dossier_app.writers import manifest
from dossier_app.writers.manifest import PackedFile, PackMeta
from dossier_app.writers.names import refuse_unsafe
from dossier_app.writers.zipped import FixedZip

_PACKED = frozenset({".pdf", ".xlsx", ".docx", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".zip"})
"""Files that are packed inside already: packing them again takes a while and gains next to nothing."""


class PackState(Enum):
    """How an export ended."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Extent:
    """What a writer tells about the file it wrote."""

    pages: int | None = None
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack: where it goes, and the writer that makes it or the file it is copied from.

    A file that is not `required` and cannot be made is left out and named in the result.
    """

    path: str
    kind: str
    write: Callable[[Path], Extent] | Path
    source: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that should be in a pack and is not."""

    what: Text
    why: Text


@dataclass(frozen=True, slots=True)
class PackPlan:
    """All that is needed to write a pack; `omitted` is what was left out while planning."""

    meta: PackMeta
    files: tuple[PackFile, ...]
    omitted: tuple[Omission, ...] = ()


@dataclass(frozen=True, slots=True)
class PackResult:
    """How a pack came out, with every file and every omission."""

    state: PackState
    files: tuple[PackedFile, ...]
    omitted: tuple[Omission, ...]


def write_pack(
    plan: PackPlan,
    *,
    folder: Path | None = None,
    archive: Path | None = None,
    replace: bool = False,
    progress: Progress = SILENT,
) -> PackResult:
    """Write the pack as a new folder, as a zip, or both from the same files.

    Raises:
        BadInput: a target exists and `replace` is not asked for, or a required file cannot be made.
        DiskTrouble: a target cannot be written.
        Cancelled: `progress` asked to stop; nothing is left behind.
    """
    refuse_unsafe([file.path for file in plan.files])
    if archive is not None and archive.exists() and not replace:
        raise BadInput(_EXISTS.format(name=archive.name), place=str(archive), code="FILE-EXISTS")
    with ExitStack() as stack:
        if folder is not None:
            root = stack.enter_context(new_folder(folder, replace=replace))
        else:
            root = stack.enter_context(workroom(archive or Path()))
        packed, omitted = _write_files(plan, root, progress)
        if not packed:
            raise _nothing(omitted)
        whole = _add_checks(plan.meta, packed, root)
        if archive is not None:
            _zip(root, stack.enter_context(replacing(archive)), whole)
    state = PackState.PARTIAL if omitted else PackState.COMPLETE
    return PackResult(state, tuple(whole), tuple(omitted))


def failed(error: BadInput, plan: PackPlan) -> PackResult:
    """Return the result of a pack that could not be written because of `error`."""
    why = Omission(same(error.place or plan.meta.pack), error.message)
    return PackResult(PackState.FAILED, (), (*plan.omitted, why))


def _write_files(
    plan: PackPlan, root: Path, progress: Progress
) -> tuple[list[PackedFile], list[Omission]]:
    packed: list[PackedFile] = []
    omitted = list(plan.omitted)
    for done, file in enumerate(plan.files):
        progress.step(done, len(plan.files), same(file.path))
        target = root / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            extent = _make(file, target)
        except BadInput as error:
            if file.required:
                raise
            omitted.append(Omission(same(file.path), error.message))
            continue
        packed.append(_packed(root, file.path, file.kind, extent, file.source))
    progress.step(len(plan.files), len(plan.files))
    return packed, omitted


def _make(file: PackFile, temporary: Path) -> Extent:
    if not isinstance(file.write, Path):
        return file.write(temporary)
    if not file.write.is_file():
        raise BadInput(_NO_SOURCE.format(path=file.path), place=file.path, code="PACK-SOURCE")
    shutil.copyfile(file.write, temporary)
    return Extent()


def _packed(root: Path, path: str, kind: str, extent: Extent, source: str = "") -> PackedFile:
    value, size = manifest.digest(root / path)
    return PackedFile(path, kind, value, size, extent.pages, extent.rows, source)


def _add_checks(meta: PackMeta, packed: list[PackedFile], root: Path) -> list[PackedFile]:
    """Write check list, verifier, manifest and sums; return all files but the sums themselves."""
    from dossier_app.writers.pdf import write_pdf

    (root / manifest.FOLDER).mkdir(exist_ok=True)
    text, printed = f"{manifest.CHECKLIST}.txt", f"{manifest.CHECKLIST}.pdf"
    _put(root, text, manifest.checklist_text(meta, packed))
    document = manifest.checklist_document(meta, packed)
    facts = write_pdf(document, root / printed, files=Path, progress=SILENT)
    _put(root, manifest.SCRIPT, manifest.script_bytes())
    listed = [
        *packed,
        _packed(root, text, "checklist", Extent()),
        _packed(root, printed, "checklist", Extent(pages=facts.pages)),
        _packed(root, manifest.SCRIPT, "verifier", Extent()),
    ]
    _put(root, manifest.MANIFEST, manifest.manifest_bytes(meta, listed))
    whole = [*listed, _packed(root, manifest.MANIFEST, "manifest", Extent())]
    _put(root, manifest.SUMS, manifest.sums_bytes(whole))
    return [*whole, _packed(root, manifest.SUMS, "checksums", Extent())]


def _put(root: Path, path: str, content: bytes) -> None:
    with replacing(root / path) as temporary:
        temporary.write_bytes(content)


def _zip(root: Path, target: Path, whole: list[PackedFile]) -> None:
    with FixedZip(target) as made:
        for path in sorted(file.path for file in whole):
            packed = Path(path).suffix.lower() in _PACKED
            made.write(root / path, path, zipfile.ZIP_STORED if packed else None)


def _nothing(omitted: list[Omission]) -> BadInput:
    first = omitted[0].why if omitted else Text("没有选择任何内容", "nothing was chosen")
    return BadInput(_EMPTY.format(why=first), code="PACK-EMPTY")


_EXISTS = Text(
    "“{name}”已存在，未作任何改动。请换一个名称，或明确要求替换。",
    '"{name}" exists already; nothing was changed. Choose another name, or ask to replace it.',
)
_NO_SOURCE = Text(
    "资料包所需的文件“{path}”不在证据库中，未生成资料包。请重新添加该附件。",
    'The file "{path}" that the pack needs is not in the evidence store; nothing was written. Attach it again.',
)
_EMPTY = Text(
    "资料包中没有任何可写出的文件（{why}），未生成资料包。",
    "No file of the pack could be written ({why}); nothing was written.",
)
