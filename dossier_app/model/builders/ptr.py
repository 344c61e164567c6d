"""产品技术要求 in the exact form of NMPA 通告 2022年第8号 and the clause set of CMDE 通告 2022年第9号."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief, answer_of, cell
from dossier_app.model.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Look,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from dossier_app.model.packlaw import PtrClause
from dossier_app.model.ptrclean import Rows, parts
from dossier_app.model.ptrfacts import live
from dossier_app.model.ptrtree import Node, Tree, in_order, method_of, tree
from dossier_app.model.records import Record

_ANNEX = (("A1", "ptr.architecture"), ("A2", "ptr.ui_map"), ("A3", "ptr.topology"))
_ANNEX_TITLES = {
    "ptr.architecture": ("体系结构图", "Architecture"),
    "ptr.ui_map": ("用户界面关系图与主界面图示", "User interface map and main screen"),
    "ptr.topology": ("物理拓扑图", "Physical topology"),
}


def ptr_document(brief: Brief, known: tuple[PtrClause, ...]) -> Document:
    """Build the document by its template: number line, name, chapters 1 to 4, annexes on a new page; nothing else.

    Source: NMPA 通告 2022年第8号; CMDE 通告 2022年第9号 附录.
    """
    brief = replace(brief, dossier=live(brief.dossier))
    whole = tree(brief.dossier, known)
    number = brief.say("医疗器械产品技术要求编号：", "PTR number: ") + brief.dossier.text(
        "ptr.number"
    )
    blocks = (
        *_models(brief),
        *_indicators(brief, whole),
        *_methods(brief),
        *_terms(brief),
        *_annexes(brief),
    )
    return Document(
        "ptr",
        brief.dossier.text("claim.product_name"),
        brief.lang,
        blocks,
        Look.OFFICIAL,
        header=number,
        mark=brief.mark if brief.draft else "",
        contents=False,
    )


def ptr_pairs(brief: Brief) -> Document:
    """Build the Excel of pairs: each indicator beside its test method."""
    say = brief.say
    columns = (
        Column(say("指标条款", "Clause"), 0.7),
        Column(say("名称", "Name"), 1.3),
        Column(say("要求", "Requirement"), 3),
        Column(say("比较", "Comparison"), 0.6, Align.CENTRE),
        Column(say("数值", "Value"), 0.7),
        Column(say("单位", "Unit"), 0.6),
        Column(say("方法条款", "Method clause"), 0.7),
        Column(say("检验方法", "Test method"), 3),
        Column(say("依据标准", "Standard"), 1.3),
    )
    dossier = live(brief.dossier)
    methods = method_of(dossier)
    rows = tuple(_pair(row, methods.get(row.id)) for row in in_order(dossier.all("indicator")))
    table = Table(columns, rows, sheet=say("指标与方法", "Indicators and methods"))
    return Document(
        "ptr-pairs", table.sheet, brief.lang, (Heading(1, table.sheet), table), contents=False
    )


def _pair(indicator: Record, method: Record | None) -> Row:
    keys = ("clause", "name", "requirement", "operator", "value", "unit")
    tail = [method.text(key) if method else "" for key in ("clause", "method", "standard")]
    return Row(
        tuple(cell(text) for text in [*(indicator.text(key) for key in keys), *tail]),
        key=indicator.id,
    )


def _models(brief: Brief) -> Iterator[Block]:
    say = brief.say
    yield Heading(1, say("1 产品型号/规格及其划分说明", "1 Models and their division"))
    for number, title, key in (
        ("1.1", say("软件型号规格", "Models"), "ptr.models"),
        ("1.2", say("软件发布版本", "Release version"), "ptr.release"),
        ("1.3", say("软件版本命名规则", "Version naming rule"), "ptr.version_rule"),
    ):
        yield from _item(f"{number} {title}", answer_of(key, brief))


def _indicators(brief: Brief, whole: Tree) -> Iterator[Block]:
    say = brief.say
    yield Heading(1, say("2 性能指标", "2 Performance indicators"))
    yield from _item(say("2.1 通用要求", "2.1 General requirements"), "")
    for branch in whole.branches:
        clause = branch.clause
        applies = clause.field not in brief.dossier.not_applicable
        text = answer_of(clause.field, brief) if applies else ""
        general = clause.number.count(".") > 1
        if text or branch.nodes or (general and applies):
            yield from _item(f"{clause.number} {brief.text(clause.title)}", text)
            yield from _below(branch.nodes)
    yield from _below(whole.stray)


def _below(nodes: tuple[Node, ...]) -> Iterator[Block]:
    for node in nodes:
        title = f"{node.number} {node.record.text('name')}"
        yield from _item(title, node.record.text("requirement"))
        yield from _below(node.children)


def _methods(brief: Brief) -> Iterator[Block]:
    say = brief.say
    yield Heading(1, say("3 检验方法", "3 Test methods"))
    yield from _item(
        say("3.0 检验环境", "3.0 Test environment"), answer_of("ptr.test_environment", brief)
    )
    tested = {method.id: key for key, method in method_of(brief.dossier).items()}
    names = {row.id: row.text("name") for row in brief.dossier.all("indicator")}
    for method in in_order(brief.dossier.all("test_method")):
        standard = method.text("standard")
        basis = say(f"（依据 {standard}）", f" (by {standard})") if standard else ""
        title = f"{method.text('clause')} {names.get(tested.get(method.id, ''), '')}".strip()
        yield from _item(title, method.text("method") + basis)


def _terms(brief: Brief) -> Iterator[Block]:
    terms = brief.dossier.all("term")
    if terms:
        yield Heading(1, brief.say("4 术语", "4 Terms"))
    for n, term in enumerate(terms, 1):
        yield from _item(f"4.{n} {term.text('term')}", term.text("definition"))


def _annexes(brief: Brief) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, brief.say("附录 A", "Annex A"))
    for number, key in _ANNEX:
        yield from _item(f"{number} {brief.say(*_ANNEX_TITLES[key])}", answer_of(key, brief))
    yield from _bases(brief)


def _bases(brief: Brief) -> Iterator[Block]:
    """Yield A4: the evaluation databases, identified as the guideline asks. Source: CMDE 通告 2022年第8号 七."""
    rows = brief.dossier.where("dataset", role="evaluation")
    for number, row in enumerate(rows, 1):
        if number == 1:
            title = brief.say("A4 测评数据库", "A4 Evaluation databases")
            yield Paragraph((title,), keep=True)
        words = _BASE.format(name=row.text("name"), version=row.text("version"), who=row.text("operator") or "—")  # fmt: skip
        yield Paragraph((f"A4.{number} {brief.text(words)}",))


def inapplicable(brief: Brief, known: tuple[PtrClause, ...]) -> Document | None:
    """Build the note for the non-clinical part: clauses that do not apply, with reasons; None when all apply.

    Source: CMDE 通告 2022年第9号 附录.
    """
    say, marks = brief.say, brief.dossier.not_applicable
    numbers = {b.clause.field: b.clause for b in tree(brief.dossier, known).branches}
    rows = tuple(
        Row((cell(clause.number), cell(brief.text(clause.title)), cell(marks[field].reason)))
        for field, clause in numbers.items()
        if field in marks
    )
    if not rows:
        return None
    title = say("产品技术要求不适用项说明", "Clauses of the PTR that do not apply")
    columns = (
        Column(say("条款", "Clause"), 0.7),
        Column(say("名称", "Name"), 1.2),
        Column(say("不适用的理由", "Why it does not apply"), 4),
    )
    name = brief.dossier.text("claim.product_name")
    blocks = (Heading(1, title), Paragraph((name,)), Table(columns, rows, sheet=title))
    return Document("ptr-inapplicable", title, brief.lang, blocks, contents=False, mark=brief.mark)


_BASE = Text(
    "名称：{name}；完整版本：{version}；责任方：{who}。",
    "Name: {name}; full version: {version}; responsible party: {who}.",
)


def _item(title: str, text: str) -> Iterator[Block]:
    yield Paragraph((title,), keep=True)
    for part in parts(text):
        if isinstance(part, Rows):
            head, *rows = part.cells
            width = len(head)
            columns = tuple(Column(name) for name in head)
            cut = ((*row, *[""] * width)[:width] for row in rows)
            yield Table(columns, tuple(Row(tuple(cell(words) for words in row)) for row in cut))
        else:
            yield Paragraph((part,))
