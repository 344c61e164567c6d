"""Office files kept from an earlier export: the same bytes as new ones, never another document's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

from dossier_app.base.progress import SILENT
from dossier_app.base.text import Lang
from dossier_app.model.document import Cell, Column, Document, Row, Table
from dossier_app.service.press import Press
from dossier_app.service.production import Paper, Production
from dossier_app.writers.pdf import known

FORMS = ("xlsx", "docx")


def _document(words: str) -> Document:
    table = Table((Column("要求"),), (Row((Cell((words,)),), key="r1"),), sheet="偏离表")
    return Document("sheets", "投标表格", Lang.ZH, (table,))


def _press(*documents: Document) -> Press:
    papers = tuple(Paper(f"p{n}", each, FORMS) for n, each in enumerate(documents))
    return Press(Production(papers), Path, SILENT)


def _print(press: Press, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    for file in press.files():
        assert not isinstance(file.write, Path)
        file.write(folder / file.path)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    known.forget()


def test_a_kept_file_has_the_bytes_of_a_new_one_and_the_number_of_its_own_pack(
    tmp_path: Path,
) -> None:
    first = _press(_document("响应"), _document("另一份"))
    second = _press(_document("响应"), _document("改过的另一份"))
    _print(first, tmp_path / "first")
    warm = _print(second, tmp_path / "warm")
    known.forget()
    assert _print(second, tmp_path / "cold") == warm
    assert first.number != second.number
    foot = docx.Document(str(tmp_path / "warm" / "p0.docx")).sections[0].footer.paragraphs[0].text
    assert second.number[:16] in foot
    assert first.number[:16] not in foot


def test_a_changed_cell_is_never_answered_from_what_is_kept(tmp_path: Path) -> None:
    _print(_press(_document("旧")), tmp_path / "a")
    _print(_press(_document("新")), tmp_path / "b")
    assert openpyxl.load_workbook(tmp_path / "b" / "p0.xlsx")["偏离表"]["A2"].value == "新"
    _print(_press(replace(_document("新"), title="另一份")), tmp_path / "c")
    assert openpyxl.load_workbook(tmp_path / "c" / "p0.xlsx").properties.title == "另一份"
