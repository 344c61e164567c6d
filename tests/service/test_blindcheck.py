"""A finished blind part looked through, by service and command."""

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from dossier_app.base.errors import BadInput
from dossier_app.service.blindcheck import check_blind
from tests.service import bidding as b
from tests.service.test_backfill import pdf


@pytest.fixture
def ws(tmp_path: Path):
    with b.a_workspace(tmp_path) as made:
        b.with_tender(made, b.buyer_file(tmp_path / "招标.xlsx"))
        yield made


def bare(path: Path) -> Path:
    """Take the properties out of a PDF."""
    with pikepdf.open(path, allow_overwriting_input=True) as found:
        del found.docinfo
        found.save(path)
    return path


def test_names_and_numbers_are_found_with_their_pages(ws, tmp_path: Path) -> None:
    file = bare(
        pdf(tmp_path / "a.pdf", ("技术方案：所投产品满足要求。", "联系电话13912345678，欢迎垂询。"))
    )
    (found,) = check_blind(ws, "d", "T1", file)
    assert found.page == 2
    assert "13912345678" in found.what.zh
    assert found.as_json()["page"] == 2
    clean = bare(pdf(tmp_path / "b.pdf", ("技术方案：所投产品满足要求。",)))
    assert check_blind(ws, "d", "T1", clean) == ()


def test_properties_sizes_and_pictures_of_the_file_are_told(ws, tmp_path: Path) -> None:
    file = pdf(tmp_path / "a.pdf", (Image.new("L", (300, 300), 90),))
    with pikepdf.open(file, allow_overwriting_input=True) as found:
        found.docinfo["/Author"] = "某公司 张工"
        found.pages[0].mediabox = [0, 0, 500, 500]
        found.save(file)
    words = " ".join(each.what.zh for each in check_blind(ws, "d", "T1", file))
    assert "某公司" in words
    assert "不是 A4" in words
    assert "1 幅图片" in words


def test_what_is_no_pdf_is_refused(ws, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    Image.new("L", (300, 300)).save(picture)
    with pytest.raises(BadInput):
        check_blind(ws, "d", "T1", picture)
