"""The project's own facts, and the service texts that all tenders share, as forms."""

from __future__ import annotations

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


class Project(QWidget):
    """The fields of one tender, on one card; made when first shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tender: Record | None = None
        self._card = Card(desk.say(_PROJECT))
        self.rows: dict[str, FieldRow] = {}
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
        if not self.rows:
            self._build()
        for key, each in self.rows.items():
            value = tender.values.get(key)
            each.lock(self._desk.locked)
            each.put(None if value is None else to_json(value))

    def reveal(self, field: str) -> None:
        """Put the cursor into a field."""
        if field in self.rows:
            self.rows[field].show_gap()
            self.rows[field].focus()

    def commit(self) -> bool:
        """Save what is being typed."""
        return commit_all(list(self.rows.values()))

    def _build(self) -> None:
        dossier = self._desk.dossier
        for field in RECORD_KINDS["tender"].fields:
            if field.internal or field.key == "source_facts":
                continue
            made = FieldRow(
                field, self._desk, editor_for(field, self._desk, dossier), Save(self._set)
            )
            made.entered.connect(self._look)
            self.rows[field.key] = made
            self._card.add(made)

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
