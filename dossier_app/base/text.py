"""Bilingual wording: everything that can reach a document is a Text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Lang(Enum):
    """The two languages of documents and window."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in Chinese and in English; both are complete."""

    zh: str
    en: str

    def __getitem__(self, lang: Lang) -> str:
        """Return the wording in `lang`."""
        return self.zh if lang is Lang.ZH else self.en

    def format(self, **parts: object) -> Text:
        """Fill the same named parts into both wordings; a part that is a Text is taken in each language."""
        return Text(
            self.zh.format(**{key: _in(part, Lang.ZH) for key, part in parts.items()}),
            self.en.format(**{key: _in(part, Lang.EN) for key, part in parts.items()}),
        )

    def as_json(self) -> dict[str, str]:
        """Return `{"zh": ..., "en": ...}`."""
        return {"zh": self.zh, "en": self.en}


def same(words: str) -> Text:
    """Return a Text for what is not translated: names, numbers, quotations, user data."""
    return Text(words, words)


def _in(part: object, lang: Lang) -> object:
    return part[lang] if isinstance(part, Text) else part
