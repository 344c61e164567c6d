"""Golden documents: files turned into facts, and facts held against what was accepted before.

Accept new facts on purpose with `DOSSIER_ACCEPT_GOLDEN=1` and look at the difference in review.
"""

from __future__ import annotations

import json
import os
from itertools import zip_longest
from pathlib import Path

GOLDEN = Path(__file__).resolve().parent / "accepted"
Facts = dict[str, list[str]]


def pdf_text(path: Path) -> Facts:
    """Return the lines of each page, as another reader than the writer's own extracts them."""
    from pypdf import PdfReader

    reader = PdfReader(path)
    return {
        f"page {number}": [
            line.strip() for line in page.extract_text().splitlines() if line.strip()
        ]
        for number, page in enumerate(reader.pages, 1)
    }


def sheet_cells(path: Path) -> Facts:
    """Return every cell of every sheet, hidden ones too, as `A1 type value`."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    return {
        f"{sheet.title} ({sheet.sheet_state})": [
            f"{cell.coordinate} {cell.data_type} {cell.value}"
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        for sheet in book.worksheets
    }


def word_paragraphs(path: Path) -> Facts:
    """Return the paragraphs with their styles, and the cells of each table."""
    from docx import Document

    word = Document(str(path))
    facts = {"body": [f"{p.style.name}: {p.text}" for p in word.paragraphs if p.text]}
    for number, table in enumerate(word.tables, 1):
        facts[f"table {number}"] = [
            " | ".join(
                "".join(node.text or "" for node in cell.iter() if node.tag.endswith("}t"))
                for cell in row.tc_lst
            )
            for row in table._tbl.tr_lst
        ]
    return facts


def differences(accepted: Facts, found: Facts) -> list[str]:
    """Return each difference in words, empty when there is none."""
    told = []
    for part in sorted(accepted.keys() | found.keys()):
        if part not in found or part not in accepted:
            told.append(f"{part}: {'gone' if part not in found else 'new'}")
            continue
        pairs = zip_longest(accepted[part], found[part], fillvalue="(nothing)")
        told += [
            f"{part}, line {number}: {old!r} became {new!r}"
            for number, (old, new) in enumerate(pairs, 1)
            if old != new
        ]
    return told


def check(name: str, found: Facts, folder: Path = GOLDEN) -> None:
    """Fail with every difference to the accepted facts `name`.

    Raises:
        AssertionError: they differ, or nothing was accepted yet.
    """
    path = folder / f"{name}.json"
    if os.environ.get("DOSSIER_ACCEPT_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert path.exists(), f"no accepted facts {name}: look at the file, then accept it"
    told = differences(json.loads(path.read_text(encoding="utf-8")), found)
    assert not told, "\n".join(told[:20])
