"""产品技术要求 in the exact form of NMPA 通告 2022年第8号 and the clause set of CMDE 通告 2022年第9号."""

from __future__ import annotations

from collections.abc import Iterator

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
from dossier_app.model.records import Record
from dossier_app.model.steps.requirements import CLAUSES

_ANNEX = (("A1", "ptr.architecture"), ("A2", "ptr.ui_map"), ("A3", "ptr.topology"))
_ANNEX_TITLES = {
    "ptr.architecture": ("体系结构图", "Architecture"),
    "ptr.ui_map": ("用户界面关系图与主界面图示", "User interface map and main screen"),
    "ptr.topology": ("物理拓扑图", "Physical topology"),
}


def ptr_document(brief: Brief) -> Document:
    """Build the document: number line, name, chapters 1 to 4, annexes on a new page; nothing else.

    Source: NMPA 通告 2022年第8号; CMDE 通告 2022年第9号 附录.
    """
    number = brief.say("医疗器械产品技术要求编号：", "PTR number: ") + brief.dossier.text(
        "ptr.number"
    )
    parts = (_models, _indicators, _methods, _terms, _annexes)
    blocks = tuple(block for part in parts for block in part(brief))
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
    methods = {method.text("indicator"): method for method in brief.dossier.all("test_method")}
    rows = tuple(
        _pair(indicator, methods.get(indicator.id)) for indicator in brief.dossier.all("indicator")
    )
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


def _indicators(brief: Brief) -> Iterator[Block]:
    say = brief.say
    yield Heading(1, say("2 性能指标", "2 Performance indicators"))
    yield from _item(say("2.1 通用要求", "2.1 General requirements"), "")
    for field in CLAUSES:
        if field.key not in brief.dossier.not_applicable:
            yield from _item(brief.text(field.label), answer_of(field.key, brief))
            clause = field.label.zh.split(" ")[0]
            yield from _numbered(brief, clause)
    for prefix, title, key in (
        ("2.2", say("2.2 专用要求", "2.2 Special requirements"), "ptr.special"),
        ("2.3", say("2.3 安全要求", "2.3 Safety requirements"), "ptr.safety"),
    ):
        text = "" if key in brief.dossier.not_applicable else answer_of(key, brief)
        below = list(_numbered(brief, prefix))
        if text or below:
            yield from _item(title, text)
            yield from below


def _numbered(brief: Brief, clause: str) -> Iterator[Block]:
    for indicator in brief.dossier.all("indicator"):
        number = indicator.text("clause")
        if number.startswith(f"{clause}."):
            yield from _item(f"{number} {indicator.text('name')}", indicator.text("requirement"))


def _methods(brief: Brief) -> Iterator[Block]:
    say = brief.say
    yield Heading(1, say("3 检验方法", "3 Test methods"))
    yield from _item(
        say("3.0 检验环境", "3.0 Test environment"), answer_of("ptr.test_environment", brief)
    )
    for method in brief.dossier.all("test_method"):
        standard = method.text("standard")
        basis = say(f"（依据 {standard}）", f" (by {standard})") if standard else ""
        yield from _item(method.text("clause"), method.text("method") + basis)


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


def _item(title: str, text: str) -> Iterator[Block]:
    yield Paragraph((title,), keep=True)
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph((line.strip(),))
