"""Every page leaves its words the room they need, in both languages, themes, sizes, and in longer words."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from dossier_app.base.text import Lang, Text
from dossier_app.ui.i18n import Speech
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.spot import PageKey
from dossier_app.ui.theme import Scheme
from tests.ui.conftest import DOSSIER
from tests.ui.space import cramped
from tests.ui.waiting import settle, show

SIZES = ((960, 540), (1366, 768), (1920, 1080))
"""The first is what 200 % leaves of 1920 x 1080."""


def longer(speech: Speech, text: Text) -> str:
    """The words of the moment, two fifths longer: a language nobody speaks."""
    words = text[speech.lang]
    more = len(words) * 2 // 5
    return (
        words + ("增加的字样" * (more // 5 + 1))[:more]
        if speech.lang is Lang.ZH
        else (words + (" extra words" * (more // 12 + 1))[:more].rstrip())
    )


def all_pages(window: MainWindow) -> set[str]:
    found = set()
    for page in PageKey:
        show(window, page, DOSSIER)
        settle()
        found |= {f"{page.value}: {trouble}" for trouble in cramped(window)}
    return found


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("size", SIZES)
def test_every_page_has_room_for_its_words(window: MainWindow, lang: Lang, size: tuple[int, int]):
    window.resize(*size)
    window.set_language(lang)
    assert all_pages(window) == set()


@pytest.mark.parametrize("lang", list(Lang))
def test_every_page_has_room_for_a_language_with_longer_words(
    window: MainWindow, lang: Lang, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Speech, "__call__", longer)
    window.set_scheme(Scheme.DARK)
    window.set_language(lang)
    assert all_pages(window) == set()


def test_the_measuring_finds_what_is_clipped_and_what_overlaps(qapp: QApplication):
    holder = QWidget()
    first, second = QLabel("一段放不下的文字", holder), QLabel("另一段", holder)
    first.setGeometry(0, 0, 20, 20)
    second.setGeometry(10, 0, 100, 20)
    holder.show()
    settle()
    found = " ".join(cramped(holder))
    holder.close()
    assert "needs" in found
    assert "lies over" in found
