"""Beside the clause in hand: an example for the kind of product, live facts to put in, and how it will read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dossier_app.base.text import Text
from dossier_app.model import ptrfacts, ptrlibrary
from dossier_app.model.dossier import Dossier
from dossier_app.ui.desk import Desk
from dossier_app.ui.ptr.outline import Entry
from dossier_app.ui.theme import Size
from dossier_app.ui.widgets.basics import button, clear, column, label, row, scrolled, topped
from dossier_app.ui.widgets.editors import DropDown, TextEditor


class Aids(QWidget):
    """Shows aids for the entry that the outline has chosen."""

    def __init__(self, desk: Desk, box: Callable[[], TextEditor | None]) -> None:
        super().__init__()
        self._desk, self._box = desk, box
        self._entry: Entry | None = None
        self._chosen = ""
        inner = QWidget()
        self._list: QVBoxLayout = column(gap=Size.GAP)
        inner.setLayout(topped(self._list, Size.PAD))
        self.setLayout(column(scrolled(inner), gap=0))

    def look(self, entry: Entry | None) -> None:
        """Show the aids of an entry."""
        self._entry = entry
        clear(self._list)
        if entry is None or self._desk.current is None:
            return
        dossier = self._desk.dossier
        field = entry.key if entry.sort == "answer" else ""
        writable = entry.sort in ("answer", "indicator", "method")
        if not writable:
            self._list.addWidget(label(self._desk.say(_CHOOSE), "label", wrap=True))
        for part in (
            *self._prefilled(dossier, field),
            *self._example(dossier, field),
            *self._facts(writable),
            *self._reads(dossier, entry),
        ):
            self._list.addWidget(part)

    def _prefilled(self, dossier: Dossier, field: str) -> list[QWidget]:
        """Offer what steps 1 and 2 say while the clause is empty."""
        fix = ptrfacts.prefill(dossier, field) if field else None
        if fix is None or self._desk.locked:
            return []
        say = self._desk.say
        words = ptrfacts.filled(dossier, ptrfacts.PREFILLED[field])
        take = button(say(_TAKE), partial(self._desk.mend, fix), "small")
        return [label(say(_KNOWN), "strong"), label(words, "quote", wrap=True), _line(take)]

    def _example(self, dossier: Dossier, field: str) -> list[QWidget]:
        say, pack = self._desk.say, self._desk.pack
        if not field or pack is None:
            return []
        kinds = DropDown()
        kinds.setAccessibleName(say(_KIND))
        for key in ptrlibrary.KINDS:
            kinds.addItem(say(ptrlibrary.KIND_NAMES[key]), key)
        chosen = self._chosen or ptrlibrary.product_kind(dossier)
        kinds.setCurrentIndex(kinds.findData(chosen))
        kinds.activated.connect(lambda n: self._choose(kinds.itemData(n)))
        parts: list[QWidget] = [label(say(_KIND), "strong"), kinds]
        found = ptrlibrary.example(pack, chosen, field)
        guide = pack.guide(field)
        words = found.text.zh if found else guide.good.zh if guide else ""
        if not words:
            return [*parts, label(say(_NO_EXAMPLE), "muted", wrap=True)]
        parts.append(label(words, "quote", wrap=True))
        cites = (found.cites if found else guide.cites if guide else ())[:1]
        sources = [say(pack.cite_ref(cite)) for cite in cites]
        parts += [label(source, "quote", wrap=True) for source in sources]
        if not self._desk.locked:
            parts.append(_line(button(say(_USE), partial(self._write, words), "small")))
        return parts

    def _facts(self, writable: bool) -> list[QWidget]:
        if not writable or self._desk.locked:
            return []
        say = self._desk.say
        facts = DropDown()
        facts.setAccessibleName(say(_FACTS))
        facts.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for token, name in ptrfacts.offered():
            facts.addItem(say(name), token)
        put = button(
            say(_PUT), lambda: self._write("{{" + str(facts.currentData()) + "}}"), "small"
        )
        return [
            label(say(_FACTS), "strong"),
            facts,
            label(say(_FACTS_NOTE), "muted", wrap=True),
            _line(put),
        ]

    def _reads(self, dossier: Dossier, entry: Entry) -> list[QWidget]:
        """Return how the text reads with its facts put in."""
        text = dossier.text(entry.key) if entry.sort == "answer" else ""
        if entry.sort in ("indicator", "method"):
            kind, key = (
                ("indicator", "requirement")
                if entry.sort == "indicator"
                else ("test_method", "method")
            )
            record = dossier.find(kind, entry.key)
            text = record.text(key) if record else ""
        filled = ptrfacts.filled(dossier, text)
        if filled == text:
            return []
        return [label(self._desk.say(_READS), "strong"), label(filled, "quote", wrap=True)]

    def _choose(self, kind: str) -> None:
        self._chosen = kind
        self.look(self._entry)

    def _write(self, words: str) -> None:
        editor = self._box()
        if editor is not None:
            editor.box.insertPlainText(words)
            editor.settled.emit()


def _line(part: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(part, None))
    return made


_CHOOSE = Text("选择一条条款或指标，这里给出示例、可插入的事实和成文。", "Choose a clause or indicator: its example, facts to put in and how it reads stand here.")  # fmt: skip
_KNOWN, _TAKE = Text("前两步已有", "Known from steps 1 and 2"), Text("采用", "Take it")
_KIND = Text("示例（按产品类型，虚构）", "Example by kind of product (fictitious)")
_NO_EXAMPLE = Text(
    "此类产品没有本条示例，见“说明”。", "No example of this clause for this kind; see Help."
)
_USE = Text("插入示例", "Insert the example")
_FACTS = Text("活的事实", "Live facts")
_FACTS_NOTE = Text("插入后随前两步自动更新，各文件一个值。", "Once put in, it follows steps 1 and 2: one value everywhere.")  # fmt: skip
_PUT, _READS = Text("插入事实", "Insert the fact"), Text("成文为", "It will read")
