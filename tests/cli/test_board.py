"""The board on paper: one page, one row a dossier, the same counts as on the screen."""

from openpyxl import load_workbook
from pypdf import PdfReader

from tests.cli.conftest import content


def test_the_board_is_written_beside_a_reader_as_paper_and_workbook(cli, data, tmp_path):
    shown = cli("board", "--data", data, "--json").json
    before = content(data)
    for lang in ("zh", "en"):
        target = tmp_path / f"board-{lang}.pdf"
        made = cli("board", "--out", target, "--data", data, "--lang", lang, "--json")
        assert (made.exit, made.json["pages"]) == (0, len(PdfReader(target).pages))
        words = "".join(page.extract_text() for page in PdfReader(target).pages)
        assert ("须改正" if lang == "zh" else "Wrong") in words
    book = tmp_path / "board.xlsx"
    made = cli("board", "--out", book, "--data", data, "--json")
    assert made.json["rows"] > len(shown["dossiers"])
    sheet = load_workbook(book).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    names = [row["name"] for row in shown["dossiers"]]
    assert [row[0] for row in rows if row[0] in names] == names
    assert content(data) == before
    assert cli("board", "--out", book, "--data", data).exit == 3
    assert cli("board", "--out", book, "--replace", "--data", data).exit == 0
    assert cli("board", "--out", tmp_path / "b.docx", "--data", data).exit == 3
