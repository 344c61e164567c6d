"""What attached files say of the product is read once, and what differs is told with its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from dossier_app.service import imports, judging, queries
from dossier_app.service.commands import ChangeRecord, RemoveRecord, SetAnswer
from dossier_app.service.documents import with_statements


def paper(path: Path, *pages: list[str]) -> Path:
    """Write a PDF whose pages hold these lines."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path))
    for lines in pages:
        canvas.setFont("STSong-Light", 12)
        for n, line in enumerate(lines):
            canvas.drawString(60, 780 - 20 * n, line)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def manual(ws, tmp_path):
    file = paper(
        tmp_path / "说明书.pdf",
        ["说明书", "型号规格：LN-1"],
        ["软件发布版本：3", "产品名称 肝结节CT影像辅助检测软件"],
    )
    ws.do(SetAnswer("d1", "claim.model", "LN-1"))
    ws.do(SetAnswer("d1", "claim.release_version", "2"))
    ws.do(SetAnswer("d1", "claim.product_name", "肺结节CT影像辅助检测软件"))
    return imports.attach(ws, "d1", file, "manual")


def told(ws):
    found = [f for f in judging.findings(ws, "d1") if f.code == "CONS-09"]
    return [(f.place.id, f.quotes[0]) for f in found]


def test_another_version_and_name_in_a_file_are_told_with_the_page(ws, manual):
    assert told(ws) == [(manual, "3"), (manual, "肝结节CT影像辅助检测软件")]
    messages = [f.message for f in judging.findings(ws, "d1") if f.code == "CONS-09"]
    assert all("第 2 页" in each.zh and "page 2" in each.en for each in messages)


def test_the_finding_goes_when_the_dossier_or_the_file_says_the_same(ws, manual):
    ws.do(SetAnswer("d1", "claim.release_version", "3"))
    assert told(ws) == [(manual, "肝结节CT影像辅助检测软件")]
    ws.do(ChangeRecord("evidence", manual, {"kind": "contract"}))
    assert told(ws) == []


def test_a_file_replaced_by_a_later_edition_is_not_asked(ws, manual, tmp_path):
    later = imports.attach(ws, "d1", paper(tmp_path / "新版.pdf", ["软件发布版本：2"]), "manual")
    ws.do(ChangeRecord("evidence", later, {"supersedes": manual}))
    assert told(ws) == []


def test_a_file_is_read_once(ws, manual):
    first = with_statements(ws, queries.dossier(ws, "d1")).stated
    again = with_statements(ws, queries.dossier(ws, "d1")).stated
    (sha256,) = first
    assert again[sha256] is first[sha256]
    ws.do(RemoveRecord("evidence", manual))
    assert with_statements(ws, queries.dossier(ws, "d1")).stated == {}


def test_an_edit_does_not_read_the_files_again(ws, manual):
    judging.findings(ws, "d1")
    kept = ws.kept["statements"]
    ws.do(SetAnswer("d1", "claim.model", "LN-2"))
    judging.findings(ws, "d1")
    assert ws.kept["statements"] is kept


def test_a_changed_fact_is_found_in_the_pages_of_files(ws, manual):
    ws.do(SetAnswer("d1", "claim.model", "LN-2"))
    uses = {(use.place, use.text.zh) for use in queries.where_used(ws, "d1", "claim.model")}
    told = "证据“说明书”第 1 页（仍为旧值“LN-1”）"
    assert (f"record:evidence:{manual}", told) in uses
