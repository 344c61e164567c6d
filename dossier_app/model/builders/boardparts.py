"""The board's lower half on paper: pipeline, bids, what ends, what is often missed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dossier_app.base.text import Lang, Text
from dossier_app.model.builders.brief import cell
from dossier_app.model.document import (
    Align,
    BarCell,
    Block,
    Cell,
    ChartTable,
    Column,
    Row,
    Table,
    Tone,
)
from dossier_app.model.outlook import Ending, Missed, Outlook, Score, Stage


def outlook_blocks(outlook: Outlook, most: int, lang: Lang) -> tuple[Block, ...]:
    """Return a titled table for each part that has rows; `most` cuts them to a page, 0 means all."""
    cut = most or None
    threatening = [each for each in outlook.endings if each.opening or each.validity]
    tables = (
        _pipeline(outlook.stages, _ON_PAGE if most else _IN_CELL, lang),
        _scores(_PROVINCES, _PROVINCE, outlook.provinces[:cut], lang),
        _scores(_DISTRIBUTORS, _DISTRIBUTOR, outlook.distributors[:cut], lang),
        _endings((threatening if most else outlook.endings)[:cut], lang),
        _missed(outlook.missed[:cut], lang),
    )
    return tuple(table for table in tables if table.rows)


def _pipeline(stages: Sequence[Stage], room: int, lang: Lang) -> Table:
    columns = (
        Column(_STATE[lang], 1.2),
        Column(_COUNT[lang], 0.8, Align.RIGHT),
        Column(_CLOCK[lang], 1.2),
        Column(_PRODUCTS[lang], 6.0),
    )
    most = max((len(stage.products) for stage in stages), default=1)
    join = "、" if lang is Lang.ZH else ", "
    rows = tuple(
        Row(
            (
                cell(stage.label[lang], tone=Tone.STRONG),
                _bar(len(stage.products), most),
                _clock(stage),
                cell(_short(join.join(stage.products), room)),
            )
        )
        for stage in stages
    )
    return ChartTable(columns, rows, _PIPELINE[lang], _PIPELINE[lang], values=(1,))


def _scores(title: Text, head: Text, scores: Sequence[Score], lang: Lang) -> Table:
    columns = (
        Column(head[lang], 2.4),
        *(Column(words[lang], 0.8, Align.RIGHT) for words in (_WON, _LOST, _RUNNING)),
        Column(_SHARE[lang], 2.0),
    )
    rows = tuple(
        Row(
            (
                cell(score.name, tone=Tone.STRONG),
                *(_number(count) for count in (score.won, score.lost, score.running)),
                cell(share_words(score.lowest, score.highest)),
            )
        )
        for score in scores
    )
    return ChartTable(columns, rows, title[lang], title[lang], values=(1, 2, 3), stacked=True)


def _endings(endings: Sequence[Ending], lang: Lang) -> Table:
    columns = tuple(
        Column(words[lang], weight)
        for words, weight in zip(_ENDING_HEADS, (1.1, 1.2, 2.6, 2.2, 1.4, 1.4), strict=True)
    )
    rows = tuple(
        Row(
            (
                cell(each.on.isoformat(), tone=Tone.STRONG),
                cell(each.kind[lang]),
                cell(each.title),
                cell(each.product or _FIRM[lang]),
                _hits(each.opening, Tone.BAD),
                _hits(each.validity, Tone.WARNING),
            )
        )
        for each in endings
    )
    return Table(columns, rows, _ENDINGS[lang], _ENDINGS[lang])


def _missed(missed: Sequence[Missed], lang: Lang) -> Table:
    columns = (Column(_WHAT[lang], 5.0), Column(_DOSSIERS[lang], 1.2, Align.RIGHT))
    most = max((each.count for each in missed), default=1)
    rows = tuple(Row((cell(each.label[lang]), _bar(each.count, most))) for each in missed)
    return ChartTable(columns, rows, _MISSED[lang], _MISSED[lang], values=(1,))


def share_words(lowest: Decimal | None, highest: Decimal | None) -> str:
    """Return offers as shares of the ceiling: one figure, or from the lowest to the highest."""
    if lowest is None or highest is None:
        return "—"
    low, high = (f"{each * 100:.1f}%" for each in (lowest, highest))
    return low if low == high else f"{low} – {high}"


def _bar(count: int, most: int) -> Cell:
    return BarCell((str(count),), Tone.STRONG, number=str(count), share=count / max(most, 1))


def _number(count: int) -> Cell:
    return Cell((str(count),), Tone.NORMAL if count else Tone.MUTED, number=str(count))


def _clock(stage: Stage) -> Cell:
    if stage.clock is None:
        return cell("—", tone=Tone.MUTED)
    return cell(stage.clock.isoformat(), tone=Tone.WARNING)


def _hits(codes: Sequence[str], tone: Tone) -> Cell:
    return cell(", ".join(codes) or "—", tone=tone if codes else Tone.MUTED)


def _short(words: str, room: int) -> str:
    return words if len(words) <= room else f"{words[: room - 2]}…"


_ON_PAGE, _IN_CELL = 36, 400
_PIPELINE = Text("注册进度", "Registration pipeline")
_PROVINCES, _DISTRIBUTORS = (
    Text("各省中标与报价", "Bids by province"),
    Text("各经销商中标与报价", "Bids by distributor"),
)
_ENDINGS = Text("到期与开标、投标有效期", "Ends against openings")
_MISSED = Text("多个卷宗共同缺少", "Often missed")
_STATE, _COUNT, _CLOCK, _PRODUCTS = (
    Text("注册状态", "State"),
    Text("产品数", "Products"),
    Text("发补期限", "Reply due"),
    Text("产品", "Which"),
)
_PROVINCE, _DISTRIBUTOR = Text("省份", "Province"), Text("经销商", "Distributor")
_WON, _LOST, _RUNNING = Text("中标", "Won"), Text("未中", "Lost"), Text("在投", "Open")
_SHARE = Text("报价占最高限价", "Offer of ceiling")
_ENDING_HEADS = (
    Text("到期日", "Ends"),
    Text("种类", "Kind"),
    Text("名称", "What"),
    Text("产品", "Product"),
    Text("早于开标", "Before opening"),
    Text("早于有效期满", "Before validity ends"),
)
_FIRM = Text("公司", "the firm")
_WHAT, _DOSSIERS = Text("缺少的内容", "What is missing"), Text("卷宗数", "Dossiers")
