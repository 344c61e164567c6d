"""Papers for a hospital: sums shown with their assumptions, a trial apart from registration, risks with clauses."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from dossier_app.base.text import Lang
from dossier_app.service.commands import AddRecord
from dossier_app.service.exports import ExportRequest, export

SHEET = {
    "hospital": "示例医院", "cases_day": "60", "days_year": 250, "minutes": "1.5", "minutes_low": "0.5",
    "minutes_high": "2.5", "staff_cost": "200", "licence": "480000", "service_year": "48000", "warranty_years": 2,
}  # fmt: skip
TRIAL = {
    "hospital": "示例医院", "agreement": "SY-1", "cases": 200, "present": 263, "detected": 81, "false_marks": 250,
    "before": "6.5", "after": "5.0", "physicians": "王医师，主任医师", "accepted": True,
}  # fmt: skip


@pytest.fixture
def filled(ws):
    ws.do(AddRecord("d1", "value_sheet", "v1", SHEET))
    ws.do(AddRecord("d1", "local_validation", "t1", TRIAL))
    risk = {"event": "漏检", "registrant": "缺陷责任", "clause": "第九条", "cover": "每年一千万元"}
    ws.do(AddRecord("d1", "risk", "r1", risk))
    claim = {"text": "结节检出敏感度93.5%", "kind": "detection"}
    ws.do(AddRecord("d1", "claim_item", "c1", claim))
    gap = {"claim": "c1", "dimension": "reader", "reason": "进行中", "person": "王工"}
    ws.do(AddRecord("d1", "accepted_gap", "g1", gap))
    tick = {"checklist": "STARD-AI", "item": "5", "state": "reported", "place": "报告第 3 页"}
    ws.do(AddRecord("d1", "checklist_tick", "k1", tick))
    return ws


def made(ws, tmp_path, what, suffix=".pdf", lang=Lang.ZH):
    target = tmp_path / f"{what}{suffix}"
    result = export(ws, ExportRequest("d1", what, target, on=date(2026, 11, 22), lang=lang))
    assert result.state == "complete"
    return target


def words(path):
    return "".join(page.extract_text() for page in PdfReader(path).pages).replace("\n", "")


def test_a_value_sheet_shows_assumptions_sums_and_no_fee(filled, tmp_path):
    text = words(made(filled, tmp_path, "value-sheet"))
    assert "375.0 (125.0~625.0)" in text
    assert "75,000" in text
    assert "624,000" in text
    assert "固定为零" in text
    assert "不是收益承诺" in text


def test_a_trial_report_says_that_it_is_no_registration_evidence(filled, tmp_path):
    text = words(made(filled, tmp_path, "trial-report"))
    assert "30.8 (25.5~36.6)" in text
    assert "1.25" in text
    assert "王医师" in text
    assert "不是注册申报的临床证据" in text


@pytest.mark.parametrize("what", ["risk-table", "value-sheet", "trial-report"])
@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx"])
def test_each_paper_for_a_hospital_has_its_forms_in_both_languages(filled, tmp_path, what, suffix):
    assert made(filled, tmp_path, what, suffix).stat().st_size > 1000
    assert made(filled, tmp_path, what, "-en" + suffix, Lang.EN).stat().st_size > 1000


def test_a_dossier_without_records_says_so(ws, tmp_path):
    assert "没有“本院试用验证”记录" in words(made(ws, tmp_path, "trial-report"))


def test_the_matrix_shows_holes_gaps_and_begun_lists(filled, tmp_path):
    text = words(made(filled, tmp_path, "matrix"))
    assert "进行中" in text
    assert "报告第 3 页" in text
    assert "DECIDE-AI" not in text
    book = load_workbook(made(filled, tmp_path, "matrix", ".xlsx"))
    assert [name for name in book.sheetnames if "STARD" in name]


def test_the_stakeholder_matrix_names_gates_and_holes(filled, tmp_path):
    text = words(made(filled, tmp_path, "stakeholder-matrix"))
    assert "医保办" in text
    assert "G13" in text
    assert "缺" in text
