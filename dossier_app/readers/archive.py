"""Office files opened with care: every part counted while it unpacks, XML without DOCTYPE, no name followed outside."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from dossier_app.readers.limits import LIMITS, MB, Limits
from dossier_app.readers.refusals import refusal

_CHUNK = 1 << 16
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)


class Archive:
    """A packed office file whose parts are read once, bounded in size and number.

    Raises:
        BadInput: damaged, too many or too large parts, duplicate parts, foreign content around it.
    """

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        self.name = path.name
        self.limits = limits
        self._inflated = 0
        try:
            self._zip = zipfile.ZipFile(path)
        except _DAMAGE as error:
            raise refusal("ZIP-01", self.name) from error
        try:
            self._parts = self._checked(path)
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        """Return the open archive."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        """Tell whether there is a part of this name."""
        return part in self._parts

    def names(self) -> tuple[str, ...]:
        """Return the names of all parts."""
        return tuple(self._parts)

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield the unpacked bytes of a part, stopping as soon as a limit is passed."""
        info = self._parts[part]
        done = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    done += len(chunk)
                    self._inflated += len(chunk)
                    self._bound(part, done, max(info.compress_size, 1))
                    yield chunk
        except _DAMAGE as error:
            raise refusal("ZIP-01", self.name) from error

    def parse(self, part: str, connect: Callable[[expat.XMLParserType], None]) -> None:
        """Run the XML of a part through a parser that `connect` has given its handlers.

        Names come without their namespace; a DOCTYPE is refused.
        """
        parser = expat.ParserCreate(namespace_separator=None)
        parser.buffer_text = True
        parser.buffer_size = 1 << 16

        def refuse(*_: object) -> None:
            raise refusal("XML-01", self.name, part=part)

        parser.StartDoctypeDeclHandler = refuse
        connect(parser)
        try:
            for chunk in self.chunks(part):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise refusal("XML-02", self.name, part=part) from error

    def tree(self, part: str) -> Element:
        """Return the element tree of a part; tags and attributes by their local names."""
        builder = TreeBuilder()
        depth = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > self.limits.xml_depth:
                raise refusal("XML-03", self.name, part=part, limit=self.limits.xml_depth)
            builder.start(local(tag), {local(key): value for key, value in attributes.items()})

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            builder.end(local(tag))

        def connect(parser: expat.XMLParserType) -> None:
            parser.StartElementHandler = start
            parser.EndElementHandler = end
            parser.CharacterDataHandler = builder.data

        self.parse(part, connect)
        return builder.close()

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return relation id -> (kind, target part) of `part`; external targets are left out, never followed."""
        folder, _, name = part.rpartition("/")
        source = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if source not in self._parts:
            return {}
        found = {}
        for each in self.tree(source):
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
                found[each.get("Id", "")] = (
                    each.get("Type", "").rpartition("/")[2],
                    target.lstrip("/"),
                )
        return found

    def main_part(self, default: str) -> str:
        """Return the name of the part that the package calls its document."""
        for kind, target in self.relations("").values() if "_rels/.rels" in self._parts else ():
            if kind == "officeDocument" and target in self._parts:
                return target
        return default

    def _checked(self, path: Path) -> dict[str, zipfile.ZipInfo]:
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > self.limits.parts:
            raise refusal("ZIP-02", self.name, found=len(infos), limit=self.limits.parts)
        if min((info.header_offset for info in infos), default=0) or _has_tail(path):
            raise refusal("ZIP-07", self.name)
        if sum(info.file_size for info in infos) > self.limits.inflated:
            raise refusal("ZIP-03", self.name, limit=self.limits.inflated // MB)
        parts: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            part = info.filename.replace("\\", "/").lstrip("/")
            if part in parts:
                raise refusal("ZIP-06", self.name, part=part)
            self._bound(part, info.file_size, max(info.compress_size, 1))
            parts[part] = info
        return parts

    def _bound(self, part: str, size: int, packed: int) -> None:
        if size > self.limits.part:
            raise refusal("ZIP-04", self.name, part=part, limit=self.limits.part // MB)
        if size > self.limits.ratio_from and size > packed * self.limits.ratio:
            raise refusal("ZIP-05", self.name, part=part, limit=self.limits.ratio)
        if self._inflated > self.limits.inflated:
            raise refusal("ZIP-03", self.name, limit=self.limits.inflated // MB)


def _has_tail(path: Path) -> bool:
    """Tell whether bytes stand behind the archive's end record and the comment it announces."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - 70_000))
        tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    return end < 0 or len(tail) != end + 22 + int.from_bytes(tail[end + 20 : end + 22], "little")


def local(tag: str) -> str:
    """Return a name without its prefix."""
    return tag.rpartition(":")[2]
