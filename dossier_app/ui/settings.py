"""What the window remembers about itself, in one INI file; nothing of a dossier."""

from __future__ import annotations

import hashlib
import json
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QByteArray, QSettings

from dossier_app.base.text import Lang
from dossier_app.ui.theme import Scheme

E = TypeVar("E", bound=Enum)
_RECENT = 10


class Settings:
    """Typed access to the INI file."""

    def __init__(self, file: Path) -> None:
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def lang(self) -> Lang:
        """The language of the window; Chinese until changed."""
        return self._choice("window/language", Lang.ZH)

    @lang.setter
    def lang(self, value: Lang) -> None:
        self._store.setValue("window/language", value.value)

    @property
    def scheme(self) -> Scheme:
        """The theme that was chosen."""
        return self._choice("window/theme", Scheme.SYSTEM)

    @scheme.setter
    def scheme(self, value: Scheme) -> None:
        self._store.setValue("window/theme", value.value)

    @property
    def person(self) -> str:
        """The name that confirmations are signed with."""
        return str(self._store.value("window/person", "", type=str))

    @person.setter
    def person(self, value: str) -> None:
        self._store.setValue("window/person", value)

    @property
    def last_dossier(self) -> str:
        """The dossier that was open last, empty when none."""
        return str(self._store.value("window/dossier", "", type=str))

    @last_dossier.setter
    def last_dossier(self, value: str) -> None:
        self._store.setValue("window/dossier", value)
        kept = [value, *(each for each in self.recent_dossiers() if each != value)][:_RECENT]
        self._store.setValue("window/recent", "|".join(kept))

    @property
    def export_folder(self) -> str:
        """The folder that packs were written to last, empty when none were."""
        return str(self._store.value("window/export", "", type=str))

    @export_folder.setter
    def export_folder(self, value: str) -> None:
        self._store.setValue("window/export", value)

    def recent_dossiers(self) -> list[str]:
        """Return the dossiers that were opened lately, newest first."""
        raw = str(self._store.value("window/recent", "", type=str))
        return [each for each in raw.split("|") if each]

    @property
    def last_place(self) -> str:
        """Where the window was when it closed, as `Spot.as_words` says it."""
        return str(self._store.value("window/place", "", type=str))

    @last_place.setter
    def last_place(self, value: str) -> None:
        self._store.setValue("window/place", value)

    @property
    def context_open(self) -> bool | None:
        """Whether the context pane stands open; None until the user said."""
        raw = str(self._store.value("window/context", "", type=str))
        return None if raw == "" else raw == "yes"

    @context_open.setter
    def context_open(self, value: bool | None) -> None:
        self._store.setValue("window/context", "yes" if value else "no")

    def state(self, name: str) -> QByteArray:
        """Return a remembered geometry or splitter state, empty when there is none."""
        raw = self._store.value(f"state/{name}")
        return raw if isinstance(raw, QByteArray) else QByteArray()

    def keep_state(self, name: str, value: QByteArray) -> None:
        """Remember a geometry or splitter state."""
        self._store.setValue(f"state/{name}", value)

    def recent(self) -> list[str]:
        """Return what the palette opened lately, newest first."""
        return [
            part
            for part in str(self._store.value("palette/recent", "", type=str)).split("|")
            if part
        ]

    def remember(self, key: str) -> None:
        """Put a palette entry first among the recent ones."""
        kept = [key, *(part for part in self.recent() if part != key)][:20]
        self._store.setValue("palette/recent", "|".join(kept))

    def columns(self, purchaser: str) -> dict[str, Any]:
        """Return the columns chosen for a purchaser's files, empty when none were."""
        raw = str(self._store.value(_columns_key(purchaser), "", type=str)) if purchaser else ""
        try:
            kept = json.loads(raw) if raw else {}
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def keep_columns(self, purchaser: str, columns: dict[str, object]) -> None:
        """Remember the columns chosen for a purchaser's files; nothing for a purchaser without a name."""
        if purchaser:
            self._store.setValue(_columns_key(purchaser), json.dumps(columns, sort_keys=True))

    def flush(self) -> None:
        """Write the file now."""
        self._store.sync()

    def _choice(self, key: str, default: E) -> E:
        raw = self._store.value(key, default.value, type=str)
        return next((each for each in type(default) if each.value == raw), default)


def _columns_key(purchaser: str) -> str:
    return f"columns/{hashlib.sha256(purchaser.strip().encode()).hexdigest()[:32]}"
