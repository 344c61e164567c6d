"""补正资料: each point of a supplement letter with its reply, what changed and where, and the attachment."""

from __future__ import annotations

from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief, cell, pairs, value_of
from dossier_app.model.builders.tables import Head, columns
from dossier_app.model.definition import FIELDS
from dossier_app.model.document import (
    Align,
    Block,
    Cover,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    Tone,
)
from dossier_app.model.records import Record

_L, _C = Align.LEFT, Align.CENTRE
_OVERVIEW: tuple[Head, ...] = (
    (Text("序号", "No."), 0.5, _C),
    (Text("意见原文", "Point"), 3, _L),
    (Text("答复", "Reply"), 3, _L),
    (Text("修改处及页码", "What changed, with pages"), 1.6, _L),
    (Text("附件", "Attachment"), 1.2, _L),
)
_MISSING = Text("未答复", "no reply yet")


def supplement_document(brief: Brief, letter: Record, points: tuple[Record, ...]) -> Document:
    """Build the reply to one letter, point by point; a point without reply is named as open."""
    say = brief.say
    title = say("补正资料", "Supplement")
    product = brief.dossier.text("claim.product_name") or brief.dossier.heading.name
    rows = tuple(_row(brief, point) for point in points)
    blocks: list[Block] = [
        Heading(1, say("补正一览", "Overview")),
        Table(columns(brief, _OVERVIEW), rows, sheet=say("补正一览", "Overview")),
    ]
    for point in points:
        blocks += _point(brief, point)
    lines = (
        (say("受理号", "Acceptance number"), brief.dossier.text("claim.acceptance_number")),
        (say("补正通知", "Letter"), letter.text("number")),
        (say("收到日期", "Received on"), letter.text("received_on")),
        (say("补正截止日", "Reply due"), letter.text("due")),
        (say("日期", "Date"), brief.on.isoformat()),
    )
    cover = Cover(title, product, tuple(line for line in lines if line[1]))
    return Document(
        "supplement",
        title,
        brief.lang,
        tuple(blocks),
        cover=cover,
        header=f"{product}  ·  {title}  ·  {letter.text('number')}",
        mark=brief.mark,
    )


def _row(brief: Brief, point: Record) -> Row:
    reply = point.text("reply")
    return Row(
        (
            cell(point.text("number")),
            cell(point.text("text")),
            cell(reply) if reply else cell(brief.text(_MISSING), tone=Tone.BAD),
            cell(point.text("changed_pages")),
            cell(value_of(point, "evidence", brief)),
        ),
        key=point.id,
    )


def _point(brief: Brief, point: Record) -> list[Block]:
    say = brief.say
    place = point.text("place")
    field = FIELDS.get(place)
    reply = point.text("reply")
    return [
        Heading(1, say(f"意见 {point.text('number')}", f"Point {point.text('number')}")),
        Paragraph((point.text("text"),), Tone.STRONG),
        Paragraph((reply,)) if reply else Paragraph((brief.text(_MISSING),), Tone.BAD),
        pairs(
            brief,
            (say("涉及内容", "Concerns"), brief.text(field.label) if field else place),
            (say("涉及目录标题", "Heading"), point.text("heading")),
            (say("修改处及页码", "What changed"), point.text("changed_pages")),
            (say("附件", "Attachment"), value_of(point, "evidence", brief)),
        ),
    ]
