"""Help that is there: what a step is for, terms on hover, the tour, what is new, the list of keys by `?`."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from dossier_app import __version__
from dossier_app.base.text import Lang
from dossier_app.ui.dialogs.keys import KeyList
from dossier_app.ui.dialogs.news import News, news_words
from dossier_app.ui.glossary import explained
from dossier_app.ui.i18n import Speech
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.spot import STEP_PAGES, PageKey
from dossier_app.ui.tour import PURPOSE
from tests.ui.conftest import DOSSIER
from tests.ui.hands import Hands
from tests.ui.waiting import parts, said, settle, show, until


@pytest.mark.parametrize("page", STEP_PAGES[:-1])
def test_a_step_says_what_it_is_for_before_a_field_is_chosen(window: MainWindow, page: PageKey):
    show(window, page, DOSSIER)
    window._context._tabs.setCurrentWidget(window._context._help)
    until(lambda: PURPOSE[page].zh in said(window._context))
    others = [PURPOSE[other].zh for other in STEP_PAGES[:-1] if other is not page]
    assert not [words for words in others if words in said(window._context)]


def test_what_is_missing_is_a_press_away(window: MainWindow):
    show(window, PageKey.CLAIM, DOSSIER)
    hands = Hands(window)
    hands.rested()
    assert window.desk.current is not None
    gap = next(gap for gap in window.desk.current.gaps if gap.step == "claim")
    hands.press(gap.label.zh, window._context)
    assert (window.spot.field, window.spot.kind) == (gap.place.field, gap.place.record)


def test_terms_are_explained_where_the_mouse_rests(window: MainWindow):
    show(window, PageKey.CLAIM, DOSSIER)
    captions = [
        part
        for part in parts(window.page())
        if isinstance(part, QLabel) and part.text() == "软件完整版本"
    ]
    assert "完整版本 — " in captions[0].toolTip()


def test_words_without_a_term_and_a_pack_not_read_explain_nothing(window: MainWindow):
    assert explained("无关", window.desk.pack, Speech(Lang.ZH)) == ""
    assert explained("适用范围", None, Speech(Lang.ZH)) == ""
    both = explained("适用范围与发补", window.desk.pack, Speech(Lang.ZH))
    assert len(both.splitlines()) == 2
    assert explained("The Intended Use", window.desk.pack, Speech(Lang.EN)).startswith("intended")


def test_the_tour_leads_through_five_steps_to_the_export(window: MainWindow):
    show(window, PageKey.CLAIM, DOSSIER)
    window.start_tour()
    hands = Hands(window)
    for page in STEP_PAGES:
        assert window.spot.page is page
        assert PURPOSE[page].zh in said(window._tour)
        hands.press("去导出" if page is STEP_PAGES[-1] else "继续", window._tour)
    assert window.spot.page is PageKey.EXPORT
    assert window._tour.isHidden()


def test_the_tour_goes_back_outlives_a_change_of_language_and_ends(window: MainWindow):
    show(window, PageKey.CLAIM, DOSSIER)
    window.start_tour()
    hands = Hands(window)
    hands.press("继续", window._tour)
    window.set_language(Lang.EN)
    settle()
    assert PURPOSE[PageKey.PROVENANCE].en in said(window._tour)
    hands.press("Back", window._tour)
    assert window.spot.page is PageKey.CLAIM
    hands.press("End the tour", window._tour)
    assert window._tour.isHidden()


def test_without_a_dossier_the_tour_offers_the_dossiers(window: MainWindow):
    window.desk.leave_dossier()
    window.start_tour()
    assert window.spot.page is PageKey.DOSSIERS


def test_what_is_new_names_this_release_in_both_languages(window: MainWindow):
    zh, en = news_words(Lang.ZH), news_words(Lang.EN)
    assert __version__ in zh
    assert __version__ in en
    assert "# What changed" not in zh
    assert "更新记录" not in en
    window.open_news()
    assert __version__ in Hands(window).dialog(News).text.toPlainText()  # type: ignore[attr-defined]  # it is a News


def test_a_question_mark_lists_the_keys_but_not_while_writing(window: MainWindow):
    show(window, PageKey.CLAIM, DOSSIER)
    hands = Hands(window)
    hands.into(PageKey.CLAIM, "claim.model")
    hands.write("?")
    assert [p for p in parts(window) if isinstance(p, QLineEdit) and p.text() == "?"]
    window._rail.setFocus()
    QTest.keyClick(window, "?", Qt.KeyboardModifier.ShiftModifier)
    settle()
    hands.dialog(KeyList).accept()
