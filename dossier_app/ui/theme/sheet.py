"""The style sheet of the whole window, made from one Role."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from dossier_app.ui.theme import sizes
from dossier_app.ui.theme.roles import Role, Tone
from dossier_app.ui.theme.sizes import Size


def palette(role: Role) -> QPalette:
    """Return the palette for what no style sheet rule reaches: selections, tool tips, native parts."""
    made = QPalette()
    group = QPalette.ColorRole
    for where, colour in (
        (group.Window, role.ground),
        (group.WindowText, role.text),
        (group.Base, role.surface),
        (group.AlternateBase, role.head),
        (group.Text, role.text),
        (group.PlaceholderText, role.muted),
        (group.Button, role.surface),
        (group.ButtonText, role.text),
        (group.Highlight, role.accent_soft),
        (group.HighlightedText, role.text),
        (group.ToolTipBase, role.raised),
        (group.ToolTipText, role.text),
        (group.Link, role.accent),
        (group.Accent, role.accent),
    ):
        made.setColor(where, QColor(colour))
    for where in (group.Text, group.ButtonText, group.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(role.muted))
    return made


def sheet(role: Role) -> str:
    """Return the whole style sheet."""
    return "\n".join(
        (
            _base(role),
            _scrolls(role),
            _inputs(role),
            _buttons(role),
            _tables(role),
            _frame(role),
            _tones(role),
        )
    )


def _base(role: Role) -> str:
    return f"""
QWidget {{ color: {role.text}; font-size: {sizes.TEXT}px; }}
QMainWindow, QDialog {{ background: {role.ground}; }}
QToolTip {{ background: {role.raised}; color: {role.text}; border: 1px solid {role.line_strong}; padding: 4px; }}
QLabel {{ background: transparent; }}
QLabel[look="muted"] {{ color: {role.muted}; font-size: {sizes.SMALL}px; }}
QLabel[look="label"] {{ color: {role.muted}; }}
QLabel[look="head"] {{ font-size: {sizes.HEAD}px; font-weight: bold; }}
QLabel[look="title"] {{ font-size: {sizes.TITLE}px; font-weight: bold; }}
QLabel[look="big"] {{ font-size: {sizes.BIG}px; font-weight: bold; }}
QLabel[look="figure"] {{ font-size: {sizes.FIGURE}px; font-weight: bold; }}
QLabel[look="strong"] {{ font-weight: bold; }}
QLabel[look="error"] {{ color: {role.bad}; font-size: {sizes.SMALL}px; }}
QLabel[look="quote"] {{ border-left: 3px solid {role.accent}; padding-left: 10px; }}
QFrame[look="card"] {{ background: {role.surface}; border: 1px solid {role.line}; border-radius: {Size.CARD_RADIUS}px; }}
QFrame[look="tile"] {{ background: {role.grey_soft}; border: none; border-radius: {Size.CARD_RADIUS}px; }}
QFrame[look="alarm"] {{ background: {role.bad_soft}; border: 1px solid {role.bad}; border-radius: {Size.CARD_RADIUS}px; }}
QFrame[look="drop"] {{ background: {role.surface}; border: 1px dashed {role.line_strong}; border-radius: {Size.CARD_RADIUS}px; }}
QFrame[look="line"] {{ background: {role.line}; border: none; max-height: 1px; min-height: 1px; }}
"""


def _scrolls(role: Role) -> str:
    return f"""
QScrollArea, QScrollArea > QWidget > QWidget[look="canvas"], QStackedWidget {{ background: transparent; border: none; }}
QSplitter::handle {{ background: {role.line}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {role.line_strong}; border-radius: 4px; min-height: 32px; min-width: 32px; margin: 1px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {role.raised}; border: 1px solid {role.line_strong}; padding: 4px; }}
QMenu::item {{ padding: 5px 20px; border-radius: 4px; }}
QMenu::item:selected {{ background: {role.accent_soft}; }}
QProgressBar {{ background: {role.grey_soft}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {role.accent}; border-radius: 3px; }}
"""


def _inputs(role: Role) -> str:
    kinds = "QLineEdit, QPlainTextEdit, QTextBrowser, QComboBox, QDateEdit, QDateTimeEdit, QSpinBox"
    focus = ", ".join(f"{kind.strip()}:focus" for kind in kinds.split(","))
    wrong = ", ".join(f'{kind.strip()}[wrong="true"]' for kind in kinds.split(","))
    locked = ", ".join(f"{kind.strip()}:disabled" for kind in kinds.split(","))
    return f"""
{kinds} {{ background: {role.surface}; border: 1px solid {role.line_strong}; border-radius: {Size.RADIUS}px;
  padding: 4px 8px; selection-background-color: {role.accent}; selection-color: {role.on_accent}; }}
{focus} {{ border: 1px solid {role.accent}; }}
{wrong} {{ border: 1px solid {role.bad}; }}
{locked} {{ background: {role.head}; color: {role.muted}; border-color: {role.line}; }}
QLineEdit, QComboBox {{ min-height: 20px; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox QAbstractItemView {{ background: {role.raised}; border: 1px solid {role.line_strong}; outline: none;
  selection-background-color: {role.accent_soft}; selection-color: {role.text}; }}
QCheckBox, QRadioButton {{ spacing: 8px; background: transparent; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {role.muted}; border-radius: 3px; background: {role.surface}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {role.accent}; }}
"""


def _buttons(role: Role) -> str:
    return f"""
QPushButton, QToolButton {{ background: {role.surface}; border: 1px solid {role.line_strong};
  border-radius: {Size.RADIUS}px; padding: 5px 12px; }}
QPushButton:hover, QToolButton:hover {{ background: {role.accent_soft}; }}
QPushButton:focus, QToolButton:focus {{ border: 1px solid {role.accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {role.muted}; background: {role.head}; border-color: {role.line}; }}
QPushButton[look="primary"] {{ background: {role.accent}; color: {role.on_accent}; border: 1px solid {role.accent}; }}
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:focus {{ border: 1px solid {role.text}; }}
QPushButton[look="primary"]:disabled {{ background: {role.grey_soft}; color: {role.muted}; border-color: {role.line}; }}
QPushButton[look="small"], QToolButton[look="small"] {{ padding: 2px 8px; font-size: {sizes.SMALL}px; }}
QPushButton[look="link"] {{ background: transparent; border: 1px solid transparent; color: {role.accent}; padding: 2px 4px; text-align: left; }}
QPushButton[look="link"]:focus {{ border: 1px solid {role.accent}; }}
QToolButton[look="flat"], QPushButton[look="flat"] {{ background: transparent; border: 1px solid transparent; padding: 3px 5px; }}
QToolButton[look="flat"]:hover, QPushButton[look="flat"]:hover {{ background: {role.accent_soft}; }}
QToolButton[look="flat"]:focus, QPushButton[look="flat"]:focus {{ border: 1px solid {role.accent}; }}
QPushButton[look="chip"] {{ border-radius: 12px; padding: 2px 11px; }}
QPushButton[look="chip"]:checked {{ background: {role.accent}; color: {role.on_accent}; border-color: {role.accent}; }}
QPushButton[look="chip"]:focus {{ border: 2px solid {role.accent}; padding: 1px 10px; }}
QPushButton[look="chip"]:checked:focus {{ border: 2px solid {role.text}; }}
"""


def _tables(role: Role) -> str:
    return f"""
QTableView, QListView {{ background: {role.surface}; border: 1px solid {role.line}; border-radius: {Size.CARD_RADIUS}px;
  gridline-color: {role.line}; outline: none; selection-background-color: {role.accent_soft}; selection-color: {role.text}; }}
QTableView[look="bare"], QListView[look="bare"] {{ border: none; border-radius: 0; }}
QTableView:focus, QListView:focus {{ border: 1px solid {role.accent}; }}
QTableView::item, QListView::item {{ padding: 4px 8px; }}
QTableView::item:selected, QListView::item:selected {{ background: {role.accent_soft}; color: {role.text}; }}
QHeaderView {{ background: {role.head}; border: none; }}
QHeaderView::section {{ background: {role.head}; color: {role.muted}; border: none;
  border-bottom: 1px solid {role.line}; padding: 6px 8px; font-weight: bold; }}
QTableCornerButton::section {{ background: {role.head}; border: none; }}
QTabWidget::pane {{ border: none; }}
QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; padding: 8px 8px; border-bottom: 2px solid transparent; color: {role.muted}; }}
QTabBar::tab:selected {{ color: {role.accent}; border-bottom: 2px solid {role.accent}; font-weight: bold; }}
QTabBar::tab:focus {{ color: {role.text}; }}
"""


def _frame(role: Role) -> str:
    return f"""
#rail {{ background: {role.rail}; }}
#rail QToolButton {{ background: transparent; color: {role.rail_text}; border: 1px solid transparent;
  border-radius: {Size.RADIUS}px; padding: 5px 0; font-size: {sizes.TINY}px; }}
#rail QToolButton:checked {{ background: {role.rail_active}; color: {role.rail_strong}; }}
#rail QToolButton:hover {{ color: {role.rail_strong}; }}
#rail QToolButton:focus {{ border: 1px solid {role.rail_text}; }}
#column, #context, #top {{ background: {role.surface}; }}
#column {{ border-right: 1px solid {role.line}; }}
#context {{ border-left: 1px solid {role.line}; }}
#top {{ border-bottom: 1px solid {role.line}; }}
#tour {{ background: {role.accent_soft}; border-bottom: 1px solid {role.line}; }}
#status {{ background: {role.surface}; border-top: 1px solid {role.line}; }}
#status QLabel, #status QPushButton, #status QToolButton {{ font-size: {sizes.SMALL}px; color: {role.muted}; }}
#status QLabel[look="error"] {{ color: {role.bad}; }}
QPushButton[look="step"] {{ background: transparent; border: 1px solid transparent; border-radius: {Size.CARD_RADIUS}px; padding: 0; }}
QPushButton[look="step"]:checked {{ background: {role.accent_soft}; }}
QPushButton[look="step"]:hover {{ background: {role.head}; }}
QPushButton[look="step"]:checked:hover {{ background: {role.accent_soft}; }}
QPushButton[look="step"]:focus {{ border: 1px solid {role.accent}; }}
#palette {{ background: {role.raised}; }}
#top QPushButton#search {{ background: {role.head}; color: {role.muted}; border: 1px solid {role.line};
  text-align: left; padding: 5px 10px; }}
#top QPushButton#search:hover, #top QPushButton#search:focus {{ border: 1px solid {role.accent}; }}
"""


def _tones(role: Role) -> str:
    rules = []
    for tone in Tone:
        shade = role.shade(tone)
        rules.append(
            f'QLabel[badge="{tone.value}"], QPushButton[badge="{tone.value}"] {{ background: {shade.ground};'
            f" color: {shade.ink}; border: 1px solid {shade.ground}; border-radius: 9px;"
            f" padding: 1px 8px; font-size: {sizes.SMALL}px; }}"
        )
        rules.append(f'QLabel[tone="{tone.value}"] {{ color: {shade.ink}; }}')
        rules.append(
            f'QPushButton[badge="{tone.value}"]:checked, QPushButton[badge="{tone.value}"]:focus '
            f"{{ border: 1px solid {shade.ink}; }}"
        )
    return "\n".join(rules)
