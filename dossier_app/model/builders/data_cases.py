"""The parts of the data chapters that rest on lineage, case lists, legal routes and access: tables with bars."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.base.text import Text
from dossier_app.model.builders import tables
from dossier_app.model.builders.brief import Brief, cell, number_cell, title_of, value_of
from dossier_app.model.cases import NAMES, CaseColumn
from dossier_app.model.cases_facts import DIMENSIONS, LEVELS, Dimension, ListFacts
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.document import (
    Align,
    BarCell,
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
    Tone,
)
from dossier_app.model.records import Record

_ORDER = ("raw", "basic", "annotated", "augmented", "training", "tuning", "test", "adversarial", "stress", "public", "evaluation", "clinical")  # fmt: skip
_SHORT_HASH = 12
_MOST_SETS = 5
"""Data sets that stand beside one another in a table of a distribution."""
_COUNTED = ("patients", "studies", "images", "positive", "negative")
_COUNTS = {key: RECORD_KINDS["dataset"].field(key).label for key in _COUNTED}


def lineage(brief: Brief) -> Iterator[Block]:
    """Yield the way from the raw base to the sets: parent, change of number and its reason, tool, person, hash."""
    title = brief.say("数据谱系", "Lineage of the data")
    yield Heading(1, title)
    heads = (
        (Text("数据库或数据集", "Base or set"), 1.5, Align.LEFT),
        (Text("类别", "Role"), 0.9, Align.LEFT),
        (Text("上级", "Parent"), 1.2, Align.LEFT),
        (Text("检查数", "Studies"), 0.7, Align.RIGHT),
        (Text("变化", "Change"), 0.6, Align.RIGHT),
        (Text("变化原因", "Reason of the change"), 2.0, Align.LEFT),
        (Text("工具与版本", "Tool and version"), 0.9, Align.LEFT),
        (Text("操作人、日期", "By, on"), 1.0, Align.LEFT),
        (Text("清单 SHA-256", "SHA-256"), 1.0, Align.LEFT),
    )
    rows = sorted(brief.dossier.all("dataset"), key=lambda r: _ORDER.index(r.text("role")))
    table = tuple(_lineage_row(brief, each) for each in rows)
    yield Table(tables.columns(brief, heads), table, sheet=title)


def _lineage_row(brief: Brief, row: Record) -> Row:
    parent = brief.dossier.find("dataset", row.text("parent"))
    studies, before = row.number("studies"), parent.number("studies") if parent else None
    change = f"{studies - before:+,f}" if studies is not None and before is not None else ""
    made = " ".join(filter(None, (row.text("operator"), value_of(row, "made_on", brief))))
    unreasoned = bool(change.strip("+0")) and not row.text("count_change").strip()
    reason = brief.say("（未说明）", "(not stated)") if unreasoned else row.text("count_change")
    return Row(
        (
            cell(f"{row.text('name')} {row.text('version')}".strip(), tone=Tone.STRONG),
            cell(value_of(row, "role", brief)),
            cell(parent.text("name") if parent else ""),
            number_cell(studies),
            cell(change),
            cell(reason, tone=Tone.WARNING if unreasoned else Tone.NORMAL),
            cell(row.text("tool")),
            cell(made),
            cell(row.text("hash")[:_SHORT_HASH]),
        ),
        key=row.id,
    )


def declaration(brief: Brief) -> Iterator[Block]:
    """Yield 数据来源合规性声明: who gave how much on what terms. Source: CMDE 通告 2022年第8号."""
    records = brief.dossier.all("institution")
    title = brief.say("数据来源合规性声明", "Statement on lawful sources")
    yield Heading(1, title)
    yield Paragraph((brief.text(_DECLARED.format(n=len(records))),))
    amounts: dict[str, int] = {}
    for each in brief.dossier.cases.lists:
        for site, n in each.words(CaseColumn.SITE).items():
            amounts[site] = amounts.get(site, 0) + n
    keys = ("name", "region", "tier", "ethics", "agreement")
    listing = tables.Listing("institution", keys, (2, 0.9, 0.9, 1.4, 1.4))
    bare = tables.record_table(brief, listing, records)
    column = Column(brief.say("数据量（例）", "Cases"), 0.9, Align.RIGHT)
    rows = [
        Row(
            (*row.cells[:3], _amount(amounts.get(record.text("name"))), *row.cells[3:]), key=row.key
        )
        for row, record in zip(bare.rows, records, strict=True)
    ]
    yield Table((*bare.columns[:3], column, *bare.columns[3:]), tuple(rows), sheet=title)
    yield from _terms(brief, records)


def _amount(n: int | None) -> Cell:
    return cell("—", tone=Tone.MUTED) if n is None else Cell((f"{n:,}",), number=str(n))


def _terms(brief: Brief, records: tuple[Record, ...]) -> Iterator[Block]:
    """Yield what agreements allow and how data are protected, where that is kept."""
    for title, keys in (_AGREED, _PROTECTED):
        kept = [key for key in keys if any(record.values.get(key) for record in records)]
        if kept:
            weights = (1.4, *(_WIDE.get(key, 1.0) for key in kept))
            listing = tables.Listing("institution", ("name", *kept), weights, title)
            yield Heading(2, brief.text(title))
            yield tables.record_table(brief, listing, records)


_WIDE = {"agreement_scope": 3.0, "deid_fields": 2.0, "residual_risk": 3.0, "rights": 2.0}
_AGREED = (
    Text("协议条款", "Terms of agreement"),
    ("agreement_scope", "agreement_uses", "onward", "agreement_from", "agreement_until", "rights"),
)
_PROTECTED = (
    Text("去标识化与交接", "De-identification and handover"),
    ("deid_tool", "deid_fields", "residual_risk", "key_custody", "transfer_protection"),
)
_DECLARED = Text(
    "注册人声明：研发所用数据来自下列 {n} 家机构，每家均有伦理批件或合作协议。数据量为已导入病例清单中按机构名称计得的例数，“—”为清单未涉及。",
    "The registrant states that development data come from these {n} institutions, each with an ethics approval or "
    "cooperation agreement. Cases are counted by institution name in the lists imported; “—”: in none.",
)


def legal_routes(brief: Brief) -> Iterator[Block]:
    """Yield the legal routes and the log of access to data sets, where they are kept."""
    listings = (
        ("legal_route", ("subject", "outcome", "basis", "measure", "reference", "decided_by", "decided_on"), (1, 0.8, 2.4, 1.1, 1, 0.8, 0.8)),
        ("data_access", ("dataset", "person", "accessed_on", "purpose", "approved_by", "version"), (1.4, 0.8, 0.8, 2, 0.8, 0.8)),
    )  # fmt: skip
    for kind, keys, weights in listings:
        if records := brief.dossier.all(kind):
            label = RECORD_KINDS[kind].label
            yield Heading(1, brief.text(label))
            yield tables.record_table(brief, tables.Listing(kind, keys, weights, label), records)


def independence(brief: Brief) -> Iterator[Block]:
    """Yield lists against the register, and overlaps by pairs; nothing without case lists."""
    facts = brief.dossier.cases
    if not facts.lists:
        return
    yield Heading(1, brief.say("独立性", "Independence"))
    yield Paragraph((brief.text(_METHOD),))
    yield _counts(brief, facts.lists)
    if not facts.overlaps:
        return
    heads = [
        Column(brief.say("数据集", "Data set"), 2),
        Column(brief.say("与", "and"), 2),
        *(Column(brief.text(NAMES[level]), 0.9, Align.CENTRE) for level in LEVELS),
    ]
    pairs: dict[tuple[str, str], list[Cell]] = {}
    for each in facts.overlaps:
        said = pairs.setdefault((each.one, each.other), [])
        said.append(_shared(brief, each.shared, site=each.level is CaseColumn.SITE))
    rows = tuple(
        Row((cell(_set(brief, one)), cell(_set(brief, other)), *said))
        for (one, other), said in pairs.items()
    )
    title = brief.say("两两重叠", "Overlap by pairs")
    yield Table(tuple(heads), rows, caption=title, sheet=title)


def _shared(brief: Brief, shared: int | None, *, site: bool) -> Cell:
    if shared is None:
        return cell("—", tone=Tone.MUTED)
    if site:
        return Cell((str(shared),), number=str(shared))
    return Cell((str(shared),), Tone.BAD if shared else Tone.OK, str(shared))


def _counts(brief: Brief, lists: tuple[ListFacts, ...]) -> Table:
    title = brief.say("清单与登记数量", "Lists against the register")
    columns = [
        Column(brief.say("数据集", "Data set"), 2),
        Column(brief.say("清单文件", "File"), 1.8),
    ]
    columns += [Column(brief.text(_COUNTS[key]), 1, Align.RIGHT) for key in _COUNTED]
    rows = []
    for each in lists:
        dataset = brief.dossier.find("dataset", each.dataset)
        file = title_of(brief.dossier, "case_list", each.record)
        said = [
            _count(brief, getattr(each.counts, key), dataset.number(key) if dataset else None)
            for key in _COUNTED
        ]
        rows.append(Row((cell(_set(brief, each.dataset)), cell(file), *said)))
    return Table(tuple(columns), tuple(rows), caption=title, sheet=title)


def _count(brief: Brief, listed: int | None, registered: object) -> Cell:
    if listed is None:
        return cell("—", tone=Tone.MUTED)
    if registered is None or listed == registered:
        return Cell((f"{listed:,}",), number=str(listed))
    return cell(brief.say(f"{listed:,}（登记 {registered}）", f"{listed:,} (registered {registered})"), tone=Tone.WARNING)  # fmt: skip


def distributions(brief: Brief) -> Iterator[Block]:
    """Yield one table a dimension: groups down, data sets across, each number with its bar."""
    lists = brief.dossier.cases.lists
    shown = [d for d in DIMENSIONS if any(each.bars.get(d.column) for each in lists)]
    if not shown:
        return
    yield Heading(1, brief.say("病例分布", "Distributions"))
    for dimension in shown:
        yield Heading(2, brief.text(dimension.label))
        held = [each for each in lists if each.bars.get(dimension.column)]
        for start in range(0, len(held), _MOST_SETS):
            yield _distribution(brief, dimension, held[start : start + _MOST_SETS])


def _distribution(brief: Brief, dimension: Dimension, lists: list[ListFacts]) -> Table:
    groups = {bar.key: bar.label for each in lists for bar in each.bars[dimension.column]}
    if "" in groups:
        groups[""] = groups.pop("")
    counts = [{bar.key: bar.n for bar in each.bars[dimension.column]} for each in lists]
    columns = (
        Column(brief.say("分组", "Group"), 1.2),
        *(Column(_set(brief, each.dataset), 1.4) for each in lists),
    )
    rows = tuple(
        Row((cell(brief.text(label)), *(_bar(held.get(key, 0), held) for held in counts)))
        for key, label in groups.items()
    )
    return Table(columns, rows, sheet=brief.text(dimension.label))


def _bar(n: int, counts: dict[str, int]) -> Cell:
    whole = sum(counts.values())
    if not n or not whole:
        return cell("0", tone=Tone.MUTED)
    return BarCell((f"{n:,} · {n / whole:.1%}",), share=n / max(counts.values()))


def _set(brief: Brief, dataset: str) -> str:
    return title_of(brief.dossier, "dataset", dataset)


_METHOD = Text(
    "由各数据集的病例清单计算：同一工作区内，图像、检查、患者编号以加盐散列（BLAKE2b，64 位）比较，机构按名称比较。“—”为清单没有该列或不能比较。",
    "Computed from the case lists: image, study and patient ids are compared as salted hashes (BLAKE2b, 64 bits) within one workspace, sites by name. “—”: no such column, or not comparable.",
)
