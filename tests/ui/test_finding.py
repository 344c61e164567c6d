"""Search everywhere: each group is found, and a hit opens its place."""

from pathlib import Path

import pytest

from dossier_app.base.text import Text, same
from dossier_app.service import imports
from dossier_app.service.commands import AddRecord, SetAnswer
from dossier_app.ui import finder
from dossier_app.ui.finder import Where, find, noted_at
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.law import LawPage
from dossier_app.ui.palette import Palette
from dossier_app.ui.spot import PageKey
from tests.ui.conftest import DOSSIER
from tests.ui.waiting import show, until

WORD = "蓝莓松饼"


def groups(window: MainWindow, words: str) -> dict[str, list[finder.Found]]:
    found: dict[str, list[finder.Found]] = {}
    for each in find(Where(window.desk.ws, DOSSIER, window.desk.pack), words):
        found.setdefault(each.group.en, []).append(each)
    return found


@pytest.fixture
def filled(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The same odd word in an answer, a tender row, a note and a page of evidence."""
    from reportlab.pdfgen.canvas import Canvas

    show(window, PageKey.CLAIM, DOSSIER)
    ws = window.desk.ws
    ws.do(SetAnswer(DOSSIER, "claim.limits", f"不含{WORD}"))
    values = {"tender": "t" * 32, "text": f"提供{WORD}", "kind": "technical"}
    ws.do(AddRecord(DOSSIER, "requirement", "9" * 32, values))
    note = {"place": "answer:claim.limits", "text": f"问{WORD}", "author": "测试员"}
    ws.do(AddRecord(DOSSIER, "comment", "8" * 32, note))
    file = tmp_path / "松饼报告.pdf"
    canvas = Canvas(str(file))
    canvas.drawString(100, 700, "blueberry muffin")
    canvas.save()
    imports.attach(ws, DOSSIER, file, "brochure")
    return window


def test_answers_clauses_notes_and_evidence_text_are_found(filled: MainWindow):
    found = groups(filled, WORD)
    assert found["answer"][0].spot.field == "claim.limits"
    assert found["clause"][0].spot.page is PageKey.TENDER
    assert found["note"][0].spot.field == "claim.limits"
    page = groups(filled, "muffin")["evidence text"][0]
    assert page.note == Text("松饼报告 第 1 页", "松饼报告 page 1")
    assert page.spot.page is PageKey.EVIDENCE
    assert page.spot.id


def test_history_is_found_by_the_name_of_the_change(filled: MainWindow):
    hit = groups(filled, "使用限制")["history"][0]
    assert hit.words.zh
    assert hit.note.zh.endswith("测试员")
    assert hit.spot.dossier == DOSSIER


def test_law_is_found_and_its_hit_opens_the_line(window: MainWindow):
    hit = groups(window, "分类界定指导原则")["law"][0]
    window.go(hit.spot)
    page = window.page()
    assert isinstance(page, LawPage)
    table = page._tables[page._tabs.currentIndex()]
    assert hit.spot.id == table.rows.item(table.line()).key


def test_groups_stand_together_and_nothing_is_found_for_nothing(filled: MainWindow):
    order = [each.group.en for each in find(Where(filled.desk.ws, DOSSIER, filled.desk.pack), WORD)]
    assert order == sorted(order, key=order.index)
    assert find(Where(filled.desk.ws, DOSSIER, None), "  ") == ()


def test_keys_of_places_lead_to_pages():
    assert noted_at("d", "step:gates").page is PageKey.GATES
    assert noted_at("d", "record:requirement:9").id == "9"
    assert noted_at("d", "answer:claim.limits").field == "claim.limits"
    assert same("") == Text("", "")


def test_palette_shows_stored_hits_after_its_own(filled: MainWindow):
    palette = Palette(filled, filled.desk)
    palette.open()
    palette.line.setText(WORD)
    until(lambda: palette.model.rowCount() >= 3)
    at = palette.model.line_of(lambda hit: hit.group == "批注")
    palette.choose(at)
    assert filled.spot.page is PageKey.CLAIM
    until(lambda: filled.spot.field == "claim.limits")
