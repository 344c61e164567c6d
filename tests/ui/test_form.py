"""A field saves when it is left, keeps what was refused, and stays calm before it was visited."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.fields import Field, Kind, to_json
from dossier_app.service import queries
from dossier_app.ui.desk import Desk
from dossier_app.ui.form import FieldRow, Save, editor_for
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.step import ClaimPage
from dossier_app.ui.spot import PageKey, Spot
from tests.ui.conftest import DOSSIER
from tests.ui.waiting import show, until

EVERY = [*FIELDS.values(), *(field for kind in RECORD_KINDS.values() for field in kind.fields)]
SAMPLES = {
    Kind.TEXT: "文字", Kind.LONG_TEXT: "一\n二", Kind.YES_NO: False, Kind.INTEGER: "7", Kind.DECIMAL: "0.95",
    Kind.MONEY: "1200.50", Kind.DATE: "2026-11-22", Kind.MOMENT: "2026-11-22 09:30",
}  # fmt: skip


@pytest.fixture
def page(window: MainWindow) -> ClaimPage:
    show(window, PageKey.CLAIM, DOSSIER)
    made = window.page()
    assert isinstance(made, ClaimPage)
    return made


def field_row(page: ClaimPage, key: str) -> FieldRow:
    return next(card.rows[key] for card in page.cards if key in card.rows)


def stored(desk: Desk, key: str) -> object:
    value = queries.dossier(desk.ws, DOSSIER).answers.get(key)
    return None if value is None else to_json(value)


def test_every_declared_field_has_an_input_that_reads_what_it_shows(desk: Desk):
    dossier = queries.dossier(desk.ws, DOSSIER)
    for field in EVERY:
        editor = editor_for(field, desk, dossier)
        assert editor.read() is None, field.key
        value = SAMPLES.get(field.kind)
        if field.kind is Kind.CHOICE:
            value = field.options[-1].key
        elif field.kind is Kind.CHOICES:
            value = [field.options[0].key, field.options[-1].key]
        elif field.kind is Kind.REFERENCE:
            value = "some-id"
        editor.put(value)
        assert editor.read() == value, field.key
        editor.put(None)
        assert editor.read() is None, field.key
        editor.deleteLater()


def test_leaving_a_field_saves_it_and_the_status_says_when(page: ClaimPage, desk: Desk):
    said: list[object] = []
    desk.saved.connect(said.append)
    row = field_row(page, "claim.model")
    row.focus()
    QTest.keyClicks(row.editor.target(), "SL-LN01")
    field_row(page, "claim.release_version").focus()
    until(lambda: stored(desk, "claim.model") == "SL-LN01")
    assert said


def test_a_chip_saves_at_once(page: ClaimPage, desk: Desk):
    row = field_row(page, "claim.role")
    chip = row.editor.target()
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert stored(desk, "claim.role") == FIELDS["claim.role"].options[0].key


def test_a_refused_value_turns_red_and_keeps_the_text(
    window: MainWindow, page: ClaimPage, desk: Desk
):
    row = field_row(page, "claim.accepted_on")
    row.setVisible(True)
    row.editor.put(None)
    QTest.keyClicks(row.editor.target(), "next week")
    assert row.commit() is False
    assert row.editor.read() == "next week"
    assert row.editor.target().property("wrong") == "true"
    assert stored(desk, "claim.accepted_on") is None
    row.put(None)
    assert row.editor.read() == "next week"
    row.editor.put(None)
    assert row.commit() is True


def test_a_long_text_is_saved_after_a_rest_without_leaving_it(page: ClaimPage, desk: Desk):
    row = field_row(page, "claim.purpose")
    row._rest.setInterval(10)
    row.focus()
    QTest.keyClicks(row.editor.target(), "aid")
    until(lambda: stored(desk, "claim.purpose") == "aid")
    assert row.editor.target().hasFocus()


def test_first_look_is_calm_and_a_visited_gap_is_not(page: ClaimPage, desk: Desk):
    rows = [row for card in page.cards for row in card.rows.values()]
    assert not any(row.editor.target().property("wrong") == "true" for row in rows)
    row = field_row(page, "claim.population")
    row.focus()
    field_row(page, "claim.users").focus()
    assert row.editor.target().property("wrong") == "true"
    desk.show_gaps(True)
    wrong = [r for r in rows if r.editor.target().property("wrong") == "true"]
    assert len(wrong) > 10


def test_not_applicable_needs_a_reason_and_hides_the_input(
    page: ClaimPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    answers = iter(["", "本产品不涉及"])
    monkeypatch.setattr("dossier_app.ui.dialogs.ask.ask_words", lambda *_: next(answers))
    row = field_row(page, "claim.limits")
    row._ask()
    assert "claim.limits" not in queries.dossier(desk.ws, DOSSIER).not_applicable
    row._ask()
    assert queries.dossier(desk.ws, DOSSIER).not_applicable["claim.limits"].reason == "本产品不涉及"
    until(lambda: row.editor.isHidden())
    row._unmark()
    until(lambda: not row.editor.isHidden())


def test_folded_fields_say_which_answer_folded_them(page: ClaimPage):
    card = page.cards[0]
    assert "研发" in card._folded.text()
    assert field_row(page, "claim.accepted_on").isHidden()


def test_undo_takes_an_edit_back_and_the_field_follows(page: ClaimPage, desk: Desk):
    row = field_row(page, "claim.body_part")
    QTest.keyClicks(row.editor.target(), "chest")
    row.commit()
    name = desk.undo_name()
    assert name is not None
    assert "部位" in name.zh
    desk.undo()
    until(lambda: row.editor.read() is None)


def test_a_row_without_a_door_never_pretends_to_have_saved(desk: Desk):
    field = Field("x.y", Kind.TEXT, Text("甲", "a"))
    refusal = BadInput(Text("拒绝", "refused"))
    desk.open(DOSSIER)
    row = FieldRow(field, desk, editor_for(field, desk, desk.dossier), Save(lambda f, v: refusal))
    row.editor.put("value")
    assert row.commit() is False
    assert row.commit() is False


def test_next_gap_leads_to_the_field_with_the_focus(window: MainWindow, page: ClaimPage):
    assert window.desk.current is not None
    gaps = window.desk.current.gaps
    first, second = next(
        (a, b) for a, b in pairwise(gaps) if not a.place.record and not b.place.record
    )
    window.go(Spot(PageKey.CLAIM, DOSSIER, field=first.place.field))
    assert field_row(page, first.place.field).editor.target().hasFocus()
    window.next_gap(1)
    assert field_row(page, second.place.field).editor.target().hasFocus()
    window.next_gap(-1)
    assert window.spot.field == first.place.field
