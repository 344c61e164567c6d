"""The project's own facts, and the service texts that all tenders share, as forms."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.fields import Field, Json, Section, to_json
from dossier_app.model.records import Record
from dossier_app.service.commands import ChangeRecord, MarkNotApplicable, SetAnswer
from dossier_app.ui.desk import Desk
from dossier_app.ui.form import FieldRow, Save, commit_all, editor_for
from dossier_app.ui.pages.section import SectionCard
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import column, scrolled
from dossier_app.ui.widgets.card import Card

AT_ONCE = 5
"""Fields of a form that are made in one turn of the window."""


class Project(QWidget):
    """The fields of one tender, on one card; made when first shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tender: Record | None = None
        self._card = Card(desk.say(_PROJECT))
        self.rows: dict[str, FieldRow] = {}
        fields = RECORD_KINDS["tender"].fields
        self._waiting = [f for f in fields if not f.internal and f.key != "source_facts"]
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._build)
        inner = QWidget()
        layout = column(self._card, margin=Size.UNIT)
        layout.addStretch(1)
        inner.setLayout(layout)
        self.setLayout(column(scrolled(inner), gap=0))

    def show_tender(self, tender: Record | None) -> None:
        """Show a tender's stored values."""
        self._tender = tender
        if tender is None:
            return
        for each in self.rows.values():
            self._put(each, tender)
        self._build()

    def reveal(self, field: str) -> None:
        """Put the cursor into a field."""
        while self._waiting and field not in self.rows:
            self._build()
        if field in self.rows:
            self.rows[field].show_gap()
            self.rows[field].focus()

    def commit(self) -> bool:
        """Save what is being typed."""
        return commit_all(list(self.rows.values()))

    def _build(self) -> None:
        """Make the next few fields; the window has its turn before the ones after."""
        dossier = self._desk.dossier
        for field in self._waiting[:AT_ONCE]:
            made = FieldRow(
                field, self._desk, editor_for(field, self._desk, dossier), Save(self._set)
            )
            made.entered.connect(self._look)
            self.rows[field.key] = made
            self._card.add(made)
            if self._tender:
                self._put(made, self._tender)
        del self._waiting[:AT_ONCE]
        if self._waiting:
            self._next.start(0)

    def _put(self, each: FieldRow, tender: Record) -> None:
        value = tender.values.get(each.field.key)
        each.lock(self._desk.locked)
        each.put(None if value is None else to_json(value))

    def _look(self, field: Field) -> None:
        tender = self._tender.id if self._tender else ""
        spot = Spot(PageKey.TENDER, self._desk.dossier_id, tender, "tender", tender, field.key)
        self._desk.looked_at.emit(spot)

    def _set(self, field: Field, value: Json | None) -> DossierError | None:
        tender = self._tender.id if self._tender else ""
        return self._desk.attempt(ChangeRecord("tender", tender, {field.key: value}), self)


class Shared(QWidget):
    """Service and implementation, written once for all tenders of the dossier."""

    def __init__(self, desk: Desk, section: Section) -> None:
        super().__init__()
        self._desk, self._section = desk, section
        self._card: SectionCard | None = None
        self._inner = QWidget()
        self._list = column(margin=Size.UNIT)
        self._list.addStretch(1)
        self._inner.setLayout(self._list)
        self.setLayout(column(scrolled(self._inner), gap=0))

    def refresh(self, snapshot: Snapshot) -> None:
        """Show stored values."""
        if self._card is None:
            self._card = SectionCard(self._section, self._desk, Save(self._set, self._mark))
            self._card.looked_at.connect(self._look)
            self._list.insertWidget(0, self._card)
        self._card.refresh(snapshot)

    def reveal(self, field: str) -> None:
        """Put the cursor into a field."""
        if self._card and field in self._card.rows:
            self._card.reveal(Spot(PageKey.TENDER, field=field))

    def commit(self) -> bool:
        """Save what is being typed."""
        return self._card is None or self._card.commit()

    def _look(self, kind: str, record: str, field: str) -> None:
        self._desk.looked_at.emit(
            Spot(PageKey.TENDER, self._desk.dossier_id, "", kind, record, field)
        )

    def _set(self, field: Field, value: Json | None) -> DossierError | None:
        return self._desk.attempt(SetAnswer(self._desk.dossier_id, field.key, value), self)

    def _mark(self, field: Field, reason: str | None) -> DossierError | None:
        return self._desk.attempt(MarkNotApplicable(self._desk.dossier_id, field.key, reason), self)


_PROJECT = Text("项目信息", "Project")
