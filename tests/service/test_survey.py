"""Survey material is neutral; scans know how finely they were scanned."""

from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dossier_app.base.text import Lang
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.packs import survey_pack
from dossier_app.model.builders.rewording import texts
from dossier_app.readers.evidence import inspect_here
from dossier_app.service import imports
from dossier_app.service.workspace import Workspace
from tests.model.clean import ON, clean
from tests.model.faults import row


def said(held, **more) -> str:
    return "\n".join(texts(survey_pack(Brief(held, ON, Lang.ZH, **more)).document))


def test_a_survey_pack_holds_papers_quotation_and_references():
    held = row(
        "licence",
        "yy",
        party="firm",
        kind="business",
        number="样例营业执照1",
        issuer="示例",
        issued_on=ON,
        evidence="e-contract",
    )(clean())
    pack = survey_pack(Brief(held, ON, Lang.ZH))
    assert {record.id for record in pack.annex.records} >= {"e-contract", "e-cert"}
    words = said(held)
    assert "报价函" in words
    assert "示例医院" in words
    assert "单例处理时间不超过60秒" in words
    assert "480000" not in words
    assert "示例医院肺结节软件采购项目" not in words


def test_a_quotation_for_a_tender_gives_its_bid_prices_and_never_the_supply_price():
    from decimal import Decimal

    held = row("price_line", "p1", supply_price=Decimal("12345.67"))(clean())
    words = said(held, tender=held.tender("T1"))
    assert "450,000" in words
    assert "12,345.67" not in words
    assert "12345.67" not in words


def test_parameters_that_point_to_one_supplier_are_left_out_and_named():
    held = row("approved_indicator", "ai1", requirement="采用本公司独家专利算法，单例不超过60秒")(
        clean()
    )
    pack = survey_pack(Brief(held, ON, Lang.ZH))
    assert [omission.what for omission in pack.omitted if "排他" in omission.why.zh] == ["处理时间"]
    assert "独家" not in "\n".join(texts(pack.document))


def scanned(path: Path, pixels: tuple[int, int]) -> Path:
    """Write a PDF of one A4 page that a picture fills."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.new("L", pixels, 200)), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize(("pixels", "dpi"), [((827, 1169), 100), ((1654, 2339), 200)])
def test_the_resolution_of_a_scan_is_known(tmp_path: Path, pixels, dpi):
    found = inspect_here(scanned(tmp_path / "a.pdf", pixels)).across
    assert abs(found - dpi) <= 2


def test_a_drawn_page_is_no_scan_and_a_small_picture_does_not_count(tmp_path: Path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    canvas.drawString(60, 700, "text")
    canvas.drawImage(ImageReader(Image.new("L", (50, 50), 200)), 60, 600, 100, 100)
    canvas.showPage()
    canvas.save()
    assert inspect_here(tmp_path / "a.pdf").across == 0


def test_the_resolution_stands_with_the_evidence_that_was_attached(tmp_path: Path):
    from tests.service import bidding as b

    with b.a_workspace(tmp_path) as ws:
        kept = imports.attach(ws, "d", scanned(tmp_path / "许可证.pdf", (827, 1169)), "licence")
        assert isinstance(ws, Workspace)
        record = b.whole(ws).find("evidence", kept)
        assert record is not None
        assert abs((record.number("dpi") or 0) - 100) <= 2
