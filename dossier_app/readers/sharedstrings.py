"""The shared texts of a workbook, phonetic hints left out, each bounded in length."""

from __future__ import annotations

import re
from xml.parsers import expat

from dossier_app.readers.archive import Archive, local
from dossier_app.readers.refusals import refusal

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shared_strings(archive: Archive, part: str) -> list[str]:
    """Return the shared texts in order; none if the workbook has no such part."""
    reader = _Strings(archive)
    if part in archive:
        archive.parse(part, reader.connect)
    return reader.texts


class _Strings:
    def __init__(self, archive: Archive) -> None:
        self.texts: list[str] = []
        self._archive = archive
        self._buffer: list[str] = []
        self._reading = self._phonetic = False

    def connect(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data

    def _start(self, tag: str, _: dict[str, str]) -> None:
        name = local(tag)
        if name == "t":
            self._reading = not self._phonetic
        elif name == "rPh":
            self._phonetic = True
        elif name == "si":
            self._buffer.clear()

    def _data(self, data: str) -> None:
        if self._reading:
            self._buffer.append(data)

    def _end(self, tag: str) -> None:
        name = local(tag)
        if name == "t":
            self._reading = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self._finish()

    def _finish(self) -> None:
        limit = self._archive.limits.shared_strings
        if len(self.texts) >= limit:
            raise refusal("XL-11", self._archive.name, limit=limit)
        where = f"sharedStrings {len(self.texts) + 1}"
        self.texts.append(bounded(self._archive, "".join(self._buffer), where))


def bounded(archive: Archive, text: str, where: str) -> str:
    """Return a cell's text, Excel's escapes undone; refuses one longer than a cell can hold."""
    limit = archive.limits.cell_length
    if len(text) > limit // 2 and len(text.encode("utf-16-le", "surrogatepass")) // 2 > limit:
        raise refusal("XL-12", archive.name, where=where, limit=limit)
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.strip()
