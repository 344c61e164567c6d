"""The draft against the approved edition, text by text, with what was added and removed."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier
from dossier_app.model.edition import ApprovedEdition, Change, approved_edition, compare_texts
from dossier_app.ui.desk import Desk
from dossier_app.ui.i18n import day
from dossier_app.ui.theme import Role, Size, Tone
from dossier_app.ui.widgets.basics import clear, column, label, scrolled, topped
from dossier_app.ui.widgets.card import Card

_TEXTS = (
    ("claim.intended_use", "intended_use", Text("适用范围", "Intended use")),
    ("claim.structure", "structure", Text("结构及组成", "Structure and composition")),
    ("claim.model", "model", Text("型号规格", "Model and specification")),
    ("claim.product_name", "product_name", Text("产品名称", "Product name")),
    ("claim.release_version", "release_version", Text("软件发布版本", "Release version")),
)


class EditionView(QWidget):
    """What the certificate says, locked, with the draft marked up against it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._list = column(gap=Size.PAD)
        inner = QWidget()
        inner.setLayout(topped(self._list, Size.PAGE))
        self.setLayout(column(scrolled(inner), gap=0))

    def show_dossier(self, dossier: Dossier) -> None:
        """Show the edition in force on the day the dossier is judged."""
        say, on = self._desk.say, self._desk.today()
        clear(self._list)
        edition = approved_edition(dossier, on)
        words = (
            _ABOUT.format(number=edition.number, until=day(edition.expires_on))
            if edition
            else _NO_EDITION.format(on=on)
        )
        card = Card(say(_TITLE))
        card.add(label(say(words), wrap=True))
        self._list.addWidget(card)
        for part in self._texts(dossier, edition) if edition else ():
            self._list.addWidget(part)

    def _texts(self, dossier: Dossier, edition: ApprovedEdition) -> Iterator[Card]:
        say = self._desk.say
        for key, name, head in _TEXTS:
            approved, draft = str(getattr(edition, name)), dossier.text(key)
            same = approved.strip() == draft.strip()
            card = Card(say(head))
            card.put_state(say(_SAME if same else _DIFFERS), Tone.OK if same else Tone.WARNING)
            card.add(label(approved or "—", "quote", wrap=True))
            if not same:
                card.add(label(say(_AGAINST), "muted"))
                card.add(self._marked(approved, draft))
            yield card

    def _marked(self, approved: str, draft: str) -> QLabel:
        made = label(wrap=True)
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setText(marked_up(approved, draft, self._desk.role))
        made.setAccessibleName(f"{self._desk.say(_AGAINST)} {draft}")
        return made


def marked_up(approved: str, draft: str, role: Role) -> str:
    """Return the draft with what it adds underlined and what it drops struck out."""
    looks = {
        Change.SAME: "",
        Change.ADDED: f"background:{role.ok_soft};color:{role.ok};text-decoration:underline",
        Change.REMOVED: f"background:{role.bad_soft};color:{role.bad};text-decoration:line-through",
    }
    return "".join(
        f'<span style="{looks[span.change]}">{escape(span.text).replace(chr(10), "<br>")}</span>'
        for span in compare_texts(approved, draft)
    )


_TITLE = Text("核准版（锁定）", "Approved edition (locked)")
_AGAINST = Text("拟变更稿与它的差别：", "How the draft differs from it:")
_SAME, _DIFFERS = (
    Text("与核准版一致", "same as approved"),
    Text("与核准版不同", "differs from approved"),
)
_ABOUT = Text(
    "核准版：{number}，有效期至 {until}。下划线为拟新增，删除线为拟删去；投标只引用核准版。",
    "Approved: {number}, valid until {until}. Underlined is added, struck out is dropped; bids quote the approved edition only.",
)
_NO_EDITION = Text(
    "截至 {on} 没有生效的注册证，因此没有核准版可对照；第五步只能生成调研材料。",
    "No certificate is in force on {on}, so there is no approved edition; step 5 can make survey material only.",
)
