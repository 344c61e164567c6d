"""One clause in the context pane: its words, the scope warning with three ways out, the response and its evidence."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from dossier_app.base.errors import DossierError, NotFound
from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.fields import Field, Json, to_json
from dossier_app.service.commands import AddRecord, Batch, ChangeRecord, RemoveRecord
from dossier_app.ui.desk import Desk
from dossier_app.ui.form import FieldRow, Save, commit_all, editor_for
from dossier_app.ui.tender.offers import Offers
from dossier_app.ui.tender.rows import TenderRow
from dossier_app.ui.tender.suggestions import Suggestions
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import (
    button,
    clear,
    column,
    icon_button,
    label,
    line,
    panel,
    row,
    scrolled,
    topped,
)
from dossier_app.ui.widgets.editors import PickEditor
from dossier_app.ui.widgets.flow import Flow

_FIELDS = ("text", "deviation", "note", "source")


class Detail(QWidget):
    """Edits the response of the chosen clause."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row: TenderRow | None = None
        self._response = ""
        self.suggestions = Suggestions(desk, self)
        self.offers: Offers | None = None
        inner = QWidget()
        self._list = column(gap=Size.GAP)
        inner.setLayout(topped(self._list, Size.PAD))
        self.rows: list[FieldRow] = []
        self.setLayout(column(scrolled(inner), gap=0))

    def show_row(self, row: TenderRow) -> None:
        """Show a clause; what is typed in the one before is saved first."""
        self.commit()
        fresh = self._row is None or row.id != self._row.id
        self._row = row
        self._response = (
            row.response.id if row.response else uuid4().hex if fresh else self._response
        )
        if not fresh and any(each.editor.target().hasFocus() for each in self.rows):
            self._put(row)
            if self.offers:
                self.offers.ask(row)
            return
        self._build(row)

    @property
    def row(self) -> TenderRow:
        """The clause that is shown; raises NotFound when there is none."""
        if self._row is None:
            raise NotFound(_NO_CLAUSE, code="NO-CLAUSE")
        return self._row

    def commit(self) -> bool:
        """Save what is being typed."""
        return commit_all(self.rows)

    def focus(self) -> None:
        """Put the cursor into the response."""
        if self.rows:
            self.rows[0].focus()

    def _build(self, row: TenderRow) -> None:
        clear(self._list)
        say = self._desk.say
        head = f"{row.marks}{row.requirement.text('number')}  {row.requirement.text('section')}".strip()
        parts: list[QWidget] = [label(head or say(_CLAUSE), "head", wrap=True)]
        parts.append(label(row.requirement.text("text"), wrap=True))
        if place := row.requirement.text("place"):
            parts.append(label(say(_SOURCE.format(place=place)), "muted", wrap=True))
        if row.judgement.beyond_scope:
            parts.append(self._alarm(row))
        parts += self._judged(row)
        self.rows = self._fields()
        parts += self.rows
        self._put(row)
        parts += self._evidence(row)
        self.offers = Offers(self._desk, self.suggestions)
        for part in (*parts, self.offers):
            self._list.addWidget(part)
        self.offers.ask(row)

    def _fields(self) -> list[FieldRow]:
        kind = RECORD_KINDS["response"]
        dossier = self._desk.dossier
        made = []
        for key in _FIELDS:
            field = kind.field(key)
            editor = editor_for(field, self._desk, dossier)
            made.append(FieldRow(field, self._desk, editor, Save(self._set), stacked=True))
            made[-1].known_as(partial(self._place, key))
        return made

    def _place(self, field: str) -> str:
        return f"response:{self.row.id}:{field}"

    def _put(self, row: TenderRow) -> None:
        values = row.response.values if row.response else {}
        for each in self.rows:
            value = values.get(each.field.key)
            each.lock(self._desk.locked)
            each.put(None if value is None else to_json(value))

    def _set(self, field: Field, value: Json | None) -> DossierError | None:
        row = self.row
        if row.response or self._exists():
            return self._desk.attempt(
                ChangeRecord("response", self._response, {field.key: value}), self
            )
        return self._desk.attempt(self._fresh({field.key: value}), self)

    def _exists(self) -> bool:
        from dossier_app.service import queries

        return (
            queries.dossier(self._desk.ws, self._desk.dossier_id).find("response", self._response)
            is not None
        )

    def _fresh(self, values: dict[str, Json | None]) -> AddRecord:
        row = self.row
        known: dict[str, Json | None] = {
            "tender": row.requirement.text("tender"),
            "requirement": row.id,
        }
        return AddRecord(self._desk.dossier_id, "response", self._response, known | values)

    def _judged(self, row: TenderRow) -> list[QWidget]:
        say, found = self._desk.say, row.judgement
        parts: list[QWidget] = [
            label(say(_COMPUTED.format(reason=found.reason)), "muted", wrap=True)
        ]
        if found.deviation and found.deviation != row.deviation and not self._desk.locked:
            kind = RECORD_KINDS["response"].field("deviation")
            words = say(_TAKE.format(deviation=kind.option(found.deviation)))
            take = button(words, partial(self._change, {"deviation": found.deviation}), "small")
            parts.append(_left(take))
        return parts

    def _alarm(self, row: TenderRow) -> QFrame:
        say = self._desk.say
        words = say.listing([f"“{each}”" for each in row.judgement.beyond_scope])
        title = label(say(_BEYOND), "strong", wrap=True)
        sentence = label(say(_BEYOND_WHY.format(words=words)), wrap=True)
        ways = Flow(6)
        for name, act in (
            (_TO_NEGATIVE, partial(self._change, {"deviation": "negative"})),
            (_DROP_WORDS, self._drop_words),
            (_CLARIFY, self._clarify),
        ):
            way = button(say(name), act, "small")
            way.setEnabled(not self._desk.locked)
            ways.add(way)
        return panel("alarm", title, sentence, ways, gap=6, margin=Size.PAD)

    def _change(self, values: dict[str, Json | None]) -> None:
        self.commit()
        if self._row and (self._row.response or self._exists()):
            self._desk.do(ChangeRecord("response", self._response, values))
        else:
            self._desk.do(self._fresh(values))

    def _drop_words(self) -> None:
        row = self.row
        words = row.answer
        for each in row.judgement.beyond_scope:
            words = words.replace(each, "")
        self._change({"text": words.strip("；;，, ") or None})

    def _clarify(self) -> None:
        row = self.row
        words = self._desk.say(
            _CLARIFY_NOTE.format(
                number=row.requirement.text("number"), text=row.requirement.text("text")[:200]
            )
        )
        values: dict[str, Json | None] = {"place": f"record:requirement:{row.id}", "text": words}
        values["author"] = self._desk.settings.person or self._desk.ws.person
        if self._desk.do(AddRecord(self._desk.dossier_id, "comment", uuid4().hex, values)):
            self._desk.tell(_NOTED)

    def _evidence(self, row: TenderRow) -> list[QWidget]:
        say = self._desk.say
        parts: list[QWidget] = [line(), label(say(_EVIDENCE), "strong")]
        for link, words in row.evidence:
            take_out = icon_button(
                "x", say(_UNLINK.format(name=words)), self._desk.role, partial(self._unlink, link)
            )
            if self._desk.locked:
                take_out.hide()
            shown = label(words, wrap=True)
            beside = _beside(shown, take_out)
            parts.append(beside)
        if not self._desk.locked:
            parts.append(self._adder())
        return parts

    def _adder(self) -> QWidget:
        say = self._desk.say
        files = self._desk.dossier.all("evidence")
        pick = PickEditor(say(_EVIDENCE), [(r.id, r.text("title")) for r in files], say)
        pages = QLineEdit()
        pages.setPlaceholderText(say(_PAGES))
        pages.setAccessibleName(say(_PAGES))
        pages.setMaximumWidth(90)
        add = button(
            say(_LINK), lambda: self._link(str(pick.read() or ""), pages.text().strip()), "small"
        )
        made = QWidget()
        made.setLayout(column(pick, row(pages, add, None), gap=6))
        return made

    def _link(self, evidence: str, pages: str) -> None:
        if not evidence or not self.commit():
            return
        values: dict[str, Json | None] = {
            "evidence": evidence,
            "target_kind": "response",
            "target": self._response,
        }
        if pages:
            values["pages"] = pages
        link = AddRecord(self._desk.dossier_id, "link", uuid4().hex, values)
        if self._row and (self._row.response or self._exists()):
            self._desk.do(link)
        else:
            self._desk.do(Batch(_LINK, (self._fresh({}), link)))

    def _unlink(self, link: str) -> None:
        self._desk.do(RemoveRecord("link", link))


def _left(part: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(part, None))
    return made


def _beside(first: QWidget, second: QWidget) -> QWidget:
    made = QWidget()
    layout = row(first, second)
    layout.setStretch(0, 1)
    made.setLayout(layout)
    return made


_CLAUSE, _SOURCE = Text("条款", "Clause"), Text("原文位置：{place}", "In the file: {place}")
_COMPUTED = Text("按数值核对：{reason}。", "By the figures: {reason}.")
_TAKE = Text("采用“{deviation}”", "Take “{deviation}”")
_BEYOND = Text("响应超出核准版适用范围", "The response goes beyond the approved edition")
_BEYOND_WHY = Text(
    "核准版未包含：{words}。按现稿提交有虚假响应的风险。",
    "The approved edition does not contain: {words}. Submitted so, it may count as a false response.",
)
_TO_NEGATIVE, _DROP_WORDS = (
    Text("改为负偏离", "Make it negative"),
    Text("删去该表述", "Drop the words"),
)
_CLARIFY = Text("投标前提出澄清", "Ask to clarify")
_CLARIFY_NOTE = Text(
    "请向采购人澄清 {number}：{text}", "Ask the purchaser to clarify {number}: {text}"
)
_NOTED = Text("已记为待办批注", "Noted as a task")
_EVIDENCE, _PAGES = Text("证明材料", "Evidence"), Text("页码", "pages")
_LINK, _UNLINK = Text("引用为证明", "Link as evidence"), Text("取消引用：{name}", "Unlink: {name}")
_NO_CLAUSE = Text("请先选择一条招标要求。", "Choose a requirement first.")
