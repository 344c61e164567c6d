"""The draft against the approved edition, text by text, with what was added and removed."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier
from dossier_app.model.edition import ApprovedEdition, Change, approved_edition, compare_texts
from dossier_app.ui.desk import Desk
from dossier_app.ui.i18n import day
from dossier_app.ui.theme import Role, Size, Tone
from dossier_app.ui.widgets.basics import badge, button, column, label, row, scrolled

_TEXTS = (
    ("claim.intended_use", "intended_use", Text("适用范围", "Intended use")),
    ("claim.structure", "structure", Text("结构及组成", "Structure and composition")),
    ("claim.model", "model", Text("型号规格", "Model and specification")),
    ("claim.product_name", "product_name", Text("产品名称", "Product name")),
    ("claim.release_version", "release_version", Text("软件发布版本", "Release version")),
)


class Editions(QDialog):
    """A window that shows both editions."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say = desk.say
        self.setWindowTitle(say(_TITLE))
        self.resize(820, 640)
        dossier = desk.dossier
        edition = approved_edition(dossier, desk.today())
        inner = QWidget()
        parts = [label(say(_TITLE), "title")]
        if edition is None:
            parts.append(label(say(_NO_EDITION.format(on=desk.today())), wrap=True))
        else:
            parts.append(
                label(
                    say(_ABOUT.format(number=edition.number, until=day(edition.expires_on))),
                    wrap=True,
                )
            )
        inner.setLayout(
            column(
                *parts, *(self._text(desk, dossier, edition) if edition else []), margin=Size.PAD
            )
        )
        inner.layout().setAlignment(Qt.AlignmentFlag.AlignTop)  # type: ignore[union-attr]  # it was set just above
        close = button(say(_CLOSE), self.accept, "primary")
        close.setDefault(True)
        self.setLayout(column(scrolled(inner), row(None, close), margin=Size.PAD))

    def _text(self, desk: Desk, dossier: Dossier, edition: ApprovedEdition) -> list[QWidget]:
        parts: list[QWidget] = []
        for key, name, head in _TEXTS:
            approved, draft = str(getattr(edition, name)), dossier.text(key)
            same = approved.strip() == draft.strip()
            state = badge(desk.say(_SAME if same else _DIFFERS), Tone.OK if same else Tone.WARNING)
            line = QWidget()
            line.setLayout(row(label(desk.say(head), "strong"), state, None))
            shown = QTextBrowser()
            shown.setAccessibleName(desk.say(head))
            shown.setHtml(marked_up(approved, draft, desk.role))
            shown.setFixedHeight(34 if len(draft) < 60 else 120)
            parts += [line, shown]
        return parts


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


_TITLE, _CLOSE = (
    Text("拟变更稿与核准版对照", "Draft against approved edition"),
    Text("关闭", "Close"),
)
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
