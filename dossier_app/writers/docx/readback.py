"""The finished Word document read again by a plain XML reader: no text lost, rows counted."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path
from xml.parsers import expat

from dossier_app.base.errors import IntegrityBroken
from dossier_app.base.text import Text
from dossier_app.model.document import Document
from dossier_app.writers.places import texts

_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def prove(target: Path, document: Document) -> int:
    """Check that all text of the tree is in the file; return the number of table rows.

    Raises:
        IntegrityBroken: something is missing.
    """
    found: Counter[str] = Counter()
    rows = 0
    with zipfile.ZipFile(target) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                counted, in_part = _count(archive.read(name))
                found.update(counted)
                rows += in_part
    missing = _expected(document) - found
    if missing:
        message = _MESSAGE.format(title=document.title, missing="".join(missing)[:20])
        raise IntegrityBroken(message, place=document.name, code="WORD-READBACK")
    return rows


def _expected(document: Document) -> Counter[str]:
    blocks = Document("", "", document.lang, document.blocks)
    counted = Counter("".join(text for _, text in texts(blocks)))
    for note in (note for block in document.attachments() for _, _, note in block.boxes):
        counted.subtract(note)  # notes stand beside the pages, in the PDF
    for blank in " \n\t\u3000\u00a0":
        del counted[blank]
    return +counted


def _count(part: bytes) -> tuple[Counter[str], int]:
    words: list[str] = []
    state = {"text": 0, "rows": 0}

    def start(name: str, _attributes: object) -> None:
        state["text"] = name == f"{_WORDS} t"
        state["rows"] += name == f"{_WORDS} tr"

    def end(_name: str) -> None:
        state["text"] = 0

    def data(text: str) -> None:
        if state["text"]:
            words.append(text)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = data
    parser.Parse(part, True)
    return Counter("".join(words)), state["rows"]


_MESSAGE = Text(
    "《{title}》的 Word 文件写出后复核缺少文字“{missing}”，未交付该文件。请重试。",
    'The Word file of "{title}" read back lacks the text "{missing}"; the file was not delivered. Try again.',
)
