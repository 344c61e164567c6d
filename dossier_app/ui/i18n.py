"""The window's language: chrome is Text as well, so both languages are complete by type."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import (
    QCollator,
    QCollatorSortKey,
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QTranslator,
)

from dossier_app.base.text import Lang, Text
from dossier_app.model.fields import CHINA

_QT = {Lang.ZH: ("zh_CN", QLocale.Language.Chinese), Lang.EN: ("en", QLocale.Language.English)}


class Speech:
    """Says a Text in the language of the moment, and keeps Qt's own strings in step."""

    def __init__(self, lang: Lang = Lang.ZH) -> None:
        self.lang = lang
        self._qt = QTranslator()
        self._collator = _collator(lang)

    def __call__(self, text: Text) -> str:
        """Return the wording in the language of the moment."""
        return text[self.lang]

    def use(self, lang: Lang) -> None:
        """Switch at run time; Qt's own buttons and menus follow."""
        self.lang = lang
        self._collator = _collator(lang)
        name, language = _QT[lang]
        QLocale.setDefault(QLocale(language))
        QCoreApplication.removeTranslator(self._qt)
        self._qt = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt.load(f"qtbase_{name}", folder):
            QCoreApplication.installTranslator(self._qt)

    def order(self, words: str) -> QCollatorSortKey:
        """Return what words are sorted by: pinyin in Chinese, the alphabet in English."""
        return self._collator.sortKey(words)

    def close(self) -> None:
        """Take Qt's own strings back."""
        QCoreApplication.removeTranslator(self._qt)

    def other(self) -> Lang:
        """Return the language one click would switch to."""
        return Lang.EN if self.lang is Lang.ZH else Lang.ZH

    def listing(self, words: list[str]) -> str:
        """Join words as a list is written in the language of the moment."""
        return ("、" if self.lang is Lang.ZH else ", ").join(words)


def _collator(lang: Lang) -> QCollator:
    made = QCollator(QLocale(_QT[lang][1]))
    made.setNumericMode(True)
    return made


def day(value: date | None) -> str:
    """Return a date as it is written everywhere: 2026-11-22; a dash when there is none."""
    return value.isoformat() if value else "—"


def moment(value: datetime | None) -> str:
    """Return a moment in China's time to the minute; a dash when there is none."""
    return value.astimezone(CHINA).strftime("%Y-%m-%d %H:%M") if value else "—"


def clock(value: datetime) -> str:
    """Return the time of day in China's time."""
    return value.astimezone(CHINA).strftime("%H:%M:%S")
