"""Columns wide enough for their words, small tables whole, titles with their text, turned pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from dossier_app.base.text import Lang
from dossier_app.model.document import (
    Cell,
    Column,
    Document,
    Heading,
    Look,
    Paragraph,
    Row,
    Table,
    Tone,
)
from dossier_app.writers.docx.elements import Ink, Targets
from dossier_app.writers.docx.elements import table as word_table
from dossier_app.writers.pdf.breaking import break_text
from dossier_app.writers.pdf.columns import column_widths
from dossier_app.writers.pdf.style import SHEETS
from tests.writers.made import LONG, document, written

_SHEET = SHEETS[Look.REPORT]
_PAD = 8.0
HEADS = (("No.", 0.1), ("Clause", 0.2), ("Requirement", 5.0), ("Deviation", 0.3))


def _table(*rows: tuple[str, ...]) -> Table:
    made = tuple(Row(tuple(Cell((text,)) for text in row)) for row in rows)
    return Table(tuple(Column(title, weight) for title, weight in HEADS), made)


def _widths(table: Table, total: float = 480.0) -> tuple[float, ...]:
    return column_widths(table, _SHEET.cell, _SHEET.head, total, pad=_PAD)


def test_no_word_of_head_or_cells_is_broken() -> None:
    table = _table(("1", "3.1.1", "Works", "no deviation"))
    widths = _widths(table)
    assert sum(widths) == pytest.approx(480.0)
    for (title, _), wide in zip(HEADS, widths, strict=True):
        assert break_text(title, _SHEET.head, wide - _PAD + 0.01) == (title,)
    said = break_text("no deviation", _SHEET.cell[Tone.NORMAL], widths[3] - _PAD + 0.01)
    assert "".join(said).replace(" ", "") == "nodeviation"
    assert all(line in ("no", "deviation", "no deviation") for line in said)


def test_one_endless_word_does_not_take_the_table() -> None:
    widths = _widths(_table(("1", "f" * 400, "Works", "none")))
    assert widths[1] == pytest.approx(480.0 * 0.22 + 0.0, abs=_PAD)
    assert widths[2] > widths[3]


def test_where_all_words_together_are_too_wide_each_column_gives_way_alike() -> None:
    long = "f" * 400
    widths = _widths(_table((long,) * 4), 60.0)
    assert sum(widths) == pytest.approx(60.0)
    assert max(widths) - min(widths) < 1e-6 or min(widths) > 0


def test_a_cell_over_several_columns_widens_none_of_them() -> None:
    alone = _widths(_table(("1", "2", "3", "4")))
    assert _widths(_table(("1", "2", "3", "4"), ("1", "Unbreakable" * 3))) == alone


def test_word_columns_hold_their_words_too() -> None:
    table = _table(("1", "3.1.1", "Works", "no deviation"))
    made = word_table(table, Ink(9.0), Targets({}, "", ""), "(none)")
    wides = [int(value) for value in made.xpath("./w:tblGrid/w:gridCol/@w:w")]
    head = SHEETS[Look.REPORT].head
    assert abs(sum(wides) - 9300) <= len(wides)
    assert wides[3] / 20 > head.width("Deviation")


def test_a_small_table_is_not_split(tmp_path: Path) -> None:
    rows = _table(*((str(n), "1.1", LONG[:60], f"last{n}") for n in range(4)))
    for filler in range(24, 40):
        lines = (Paragraph(("x",)) for _ in range(filler))
        written(document(*lines, rows, look=Look.SUMMARY), tmp_path / f"{filler}.pdf")
        pages = [page.extract_text() for page in PdfReader(tmp_path / f"{filler}.pdf").pages]
        assert sum("last" in page for page in pages) == 1


def test_the_last_row_of_a_table_is_not_alone_on_a_page(tmp_path: Path) -> None:
    for count in range(30, 44):
        rows = _table(*((str(n), "1.1", "Works", f"row{n}") for n in range(count)))
        written(document(rows, look=Look.SUMMARY), tmp_path / f"{count}.pdf")
        pages = [page.extract_text() for page in PdfReader(tmp_path / f"{count}.pdf").pages]
        assert pages[-1].count("row") >= 2


def test_a_clause_title_stands_with_its_text(tmp_path: Path) -> None:
    for filler in range(20, 32):
        lines = (Paragraph(("x",)) for _ in range(filler))
        tree = document(
            *lines, Paragraph(("Clause",), keep=True), Paragraph(("Said",)), look=Look.OFFICIAL
        )
        written(tree, tmp_path / f"{filler}.pdf")
        pages = [page.extract_text() for page in PdfReader(tmp_path / f"{filler}.pdf").pages]
        assert sum("Clause" in page and "Said" in page for page in pages) == 1


def test_a_title_is_kept_below_a_heading_and_at_the_end(tmp_path: Path) -> None:
    tree = document(
        Heading(1, "Chapter"), Paragraph(("Clause",), keep=True), look=Look.OFFICIAL, lang=Lang.EN
    )
    assert written(tree, tmp_path / "a.pdf").pages == 1


def test_a_landscape_document_has_turned_pages(tmp_path: Path) -> None:
    tree: Document = replace(document(_table(), look=Look.SUMMARY), landscape=True)
    written(tree, tmp_path / "a.pdf")
    box = PdfReader(tmp_path / "a.pdf").pages[0].mediabox
    assert box.width > box.height


def test_the_header_does_not_say_the_title_twice(tmp_path: Path) -> None:
    tree = replace(
        document(Paragraph(("Body",)), look=Look.SUMMARY), title="Zz", header="Project Zz"
    )
    written(tree, tmp_path / "a.pdf")
    assert PdfReader(tmp_path / "a.pdf").pages[0].extract_text().count("Zz") == 2
