"""What all dossiers together show, as cards of the board: pipeline, bids and prices, ends, what is often missed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dossier_app.base.text import Text
from dossier_app.model.builders.boardparts import share_words
from dossier_app.model.fields import Option
from dossier_app.model.outlook import Ending, Outlook, Score
from dossier_app.ui.desk import Desk
from dossier_app.ui.models.rows import NOTHING, RowsModel, Shown
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.bars import Bar, Bars
from dossier_app.ui.widgets.basics import column, row
from dossier_app.ui.widgets.card import Card
from dossier_app.ui.widgets.editors import ChipEditor
from dossier_app.ui.widgets.table import Table

_SOON = 30
"""Days below which a reply clock is red."""


class OutlookCards(QWidget):
    """Four cards; choosing a bar tells which dossiers it stands for, None for all."""

    narrowed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._outlook = desk, Outlook((), (), (), (), ())
        say = desk.say
        self.stages, self.missed = Bars(desk.role, say(_PIPELINE)), Bars(desk.role, say(_MISSED))
        self.stages.chosen.connect(lambda line: self._narrow(self._outlook.stages, line))
        self.missed.chosen.connect(lambda line: self._narrow(self._outlook.missed, line))
        self.by = ChipEditor(
            say(_BIDS), (Option("p", _PROVINCE), Option("d", _DISTRIBUTOR)), say, many=False
        )
        self.by.put("p")
        self.by.settled.connect(self._show_scores)
        self.scores: RowsModel[Score] = RowsModel([say(w) for w in _SCORE_HEADS], self._score)
        self.score_table = self._table(self.scores, say(_BIDS), (0, 50, 50, 50, 116))
        self.endings: RowsModel[Ending] = RowsModel([say(w) for w in _END_HEADS], self._ending)
        self.ending_table = self._table(self.endings, say(_ENDS), (92, 0, 96, 96))
        first = row(self._card(_PIPELINE, _PIPELINE_NOTE, self.stages), self._bids(), gap=Size.PAD)
        second = row(
            self._card(_ENDS, _ENDS_NOTE, self.ending_table),
            self._card(_MISSED, _MISSED_NOTE, self.missed),
            gap=Size.PAD,
        )
        for line in (first, second):
            line.setStretch(0, 1)
            line.setStretch(1, 1)
        self.setLayout(column(first, second, gap=Size.PAD))

    def show_outlook(self, outlook: Outlook, today: date) -> None:
        """Show what was found as of a day."""
        self._outlook, say = outlook, self._desk.say
        self.stages.put([self._stage(number, today) for number in range(len(outlook.stages))])
        self.missed.put([Bar(say(m.label), m.count, tone=Tone.WARNING) for m in outlook.missed])
        self.endings.show(outlook.endings)
        self.ending_table.fit_whole(6)
        self._show_scores()

    def _stage(self, number: int, today: date) -> Bar:
        stage, say = self._outlook.stages[number], self._desk.say
        if stage.clock is None:
            return Bar(say(stage.label), len(stage.products))
        left = (stage.clock - today).days
        tone = Tone.BAD if left < _SOON else Tone.WARNING
        return Bar(say(stage.label), len(stage.products), say(_CLOCK.format(n=left)), tone)

    def _show_scores(self) -> None:
        outlook = self._outlook
        self.scores.show(outlook.distributors if self.by.read() == "d" else outlook.provinces)
        self.score_table.fit_whole(6)

    def _narrow(self, parts: object, line: int) -> None:
        known = list(parts) if isinstance(parts, tuple) else []
        self.narrowed.emit(frozenset(known[line].ids) if 0 <= line < len(known) else None)

    def _bids(self) -> Card:
        card = Card(self._desk.say(_BIDS), self._desk.say(_BIDS_NOTE))
        card.add(self.by)
        card.add(self.score_table)
        card.inner.addStretch(1)
        return card

    def _card(self, title: Text, note: Text, part: QWidget) -> Card:
        card = Card(self._desk.say(title), self._desk.say(note))
        card.add(part)
        card.inner.addStretch(1)
        return card

    def _table(
        self, model: RowsModel[Score] | RowsModel[Ending], name: str, widths: tuple[int, ...]
    ) -> Table:
        made = Table(model, self._desk.role, name)
        made.setProperty("look", "bare")
        made.set_widths(*widths)
        return made

    def _score(self, score: Score, number: int) -> Shown:
        match number:
            case 0:
                return Shown(score.name, strong=True)
            case 1:
                return Shown(str(score.won), Tone.OK if score.won else Tone.MUTED)
            case 2:
                return Shown(str(score.lost), Tone.MUTED)
            case 3:
                return Shown(str(score.running), Tone.MUTED)
            case _:
                return Shown(share_words(score.lowest, score.highest))

    def _ending(self, each: Ending, number: int) -> Shown:
        say = self._desk.say
        match number:
            case 0:
                return Shown(each.on.isoformat(), strong=True)
            case 1:
                return Shown(f"{say(each.kind)} {each.title}\n{each.product or say(_FIRM)}")
            case 2:
                return (
                    Shown(say.listing(list(each.opening)), Tone.BAD, pill=True)
                    if each.opening
                    else NOTHING
                )
            case _:
                return (
                    Shown(say.listing(list(each.validity)), Tone.WARNING, pill=True)
                    if each.validity
                    else NOTHING
                )


_PIPELINE, _PIPELINE_NOTE = (
    Text("注册进度", "Registration pipeline"),
    Text("点一条，上表只留这些产品", "a bar narrows the list above"),
)
_CLOCK = Text("发补剩 {n} 天", "reply due in {n} days")
_BIDS, _BIDS_NOTE = (
    Text("中标与报价", "Bids and prices"),
    Text("报价占最高限价，最低到最高", "offers as shares of the ceiling, lowest to highest"),
)
_PROVINCE, _DISTRIBUTOR = Text("按省份", "by province"), Text("按经销商", "by distributor")
_SCORE_HEADS = (
    Text("名称", "Name"),
    Text("中标", "Won"),
    Text("未中", "Lost"),
    Text("在投", "Open"),
    Text("报价/限价", "Offer/ceiling"),
)
_ENDS, _ENDS_NOTE = (
    Text("到期与开标、有效期", "Ends against openings"),
    Text("今后 180 天到期的证照", "papers that end within 180 days"),
)
_END_HEADS = (
    Text("到期日", "Ends"),
    Text("证照与产品", "Paper and product"),
    Text("早于开标", "Before opening"),
    Text("早于有效期满", "Before validity ends"),
)
_MISSED, _MISSED_NOTE = (
    Text("多个卷宗共同缺少", "Often missed"),
    Text("点一条，上表只留这些产品", "a bar narrows the list above"),
)
_FIRM = Text("公司", "the firm")
