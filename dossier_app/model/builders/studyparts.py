"""The facts that fill the parts of the software, cybersecurity and algorithm reports, by report and number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from dossier_app.base.text import Text
from dossier_app.model.builders.brief import Brief, answer_of, cell, pairs, value_of
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.document import Block, Column, Paragraph, Row, Table, Tone
from dossier_app.model.fields import Kind
from dossier_app.model.ptrclean import Rows, parts
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack
from dossier_app.model.traceability import matrix


@dataclass(frozen=True, slots=True)
class Study:
    """One report being built: for whom, by which pack, at which safety level, of which AI function."""

    brief: Brief
    pack: RulePack
    level: str
    function: Record | None = None


Part = Callable[[Study], Iterator[Block]]


def texts(brief: Brief, text: str) -> Iterator[Block]:
    """Yield a text's paragraphs and tables."""
    for part in parts(text):
        if isinstance(part, Rows):
            head, *rows = part.cells
            cut = ((*row, *[""] * len(head))[: len(head)] for row in rows)
            yield Table(tuple(Column(name) for name in head), tuple(Row(tuple(map(cell, row))) for row in cut))  # fmt: skip
        else:
            yield Paragraph((part,))


def listing(
    brief: Brief, kind: str, keys: tuple[str, ...], rows: tuple[Record, ...]
) -> Iterator[Block]:
    """Yield a table of some fields of records, nothing when there are none."""
    if rows:
        shape = RECORD_KINDS[kind]
        fields = [shape.field(key) for key in keys]
        heads = tuple(Column(brief.text(f.label), _WIDE.get(f.kind, 1)) for f in fields)
        lines = (Row(tuple(cell(value_of(row, key, brief)) for key in keys)) for row in rows)
        yield Table(heads, tuple(lines))


_WIDE = {Kind.LONG_TEXT: 3, Kind.TEXT: 1.4}
"""Shares of the width: long texts take more than figures and choices."""


def _answers(*keys: str) -> Part:
    def part(study: Study) -> Iterator[Block]:
        brief = study.brief
        for key in keys:
            words = answer_of(key, brief)
            if words:
                if len(keys) > 1:
                    yield Paragraph((brief.text(FIELDS[key].label),), Tone.STRONG, keep=True)
                yield from texts(brief, words)

    return part


def _records(kind: str, *keys: str) -> Part:
    return lambda study: listing(study.brief, kind, keys, study.brief.dossier.all(kind))


def _identity(study: Study) -> Iterator[Block]:
    brief, dossier = study.brief, study.brief.dossier
    full = dossier.text("claim.full_version")
    version = next((v for v in dossier.all("version") if v.text("full") == full), None)
    party = dossier.find("party", dossier.text("claim.registrant"))
    say = brief.say
    rows = (
        (say("软件名称", "Software"), dossier.text("claim.product_name")),
        (say("型号规格", "Model"), dossier.text("claim.model")),
        (say("发布版本", "Release version"), dossier.text("claim.release_version")),
        (say("完整版本", "Full version"), full),
        (say("HASH 值", "Hash"), version.text("hash") if version else ""),
        (say("申请人", "Applicant"), party.text("name") if party else ""),
        (say("设计地址", "Design site"), party.text("address") if party else ""),
        (say("版本命名规则", "Naming rule"), dossier.text("ptr.version_rule")),
    )
    if any(value for _, value in rows):
        yield pairs(brief, *rows)


def _level(study: Study) -> Iterator[Block]:
    found = next((each for each in study.pack.safety_levels if each.key == study.level), None)
    if found is None or not study.brief.dossier.text("classification.safety_level"):
        return
    brief = study.brief
    words = _LEVEL.format(level=found.title, standard=found.standard_class, meaning=found.meaning)
    yield Paragraph((brief.text(words),))
    for key in ("claim.purpose", "claim.setting"):
        if text := brief.dossier.text(key):
            yield Paragraph((f"{brief.text(FIELDS[key].label)}{brief.say('：', ': ')}{text}",))


def _history(study: Study) -> Iterator[Block]:
    keys = ("full", "built_on", "change_class") + (() if study.level == "minor" else ("change",))
    yield from listing(study.brief, "version", keys, study.brief.dossier.all("version"))


def _chains(study: Study) -> Iterator[Block]:
    say = study.brief.say
    rows = [
        chain
        for chain in matrix(study.brief.dossier)
        if chain.indicator is not None and study.function in (None, chain.function)
    ]
    heads = (say("需求（功能）", "Requirement"), say("指标", "Indicator"), say("方法", "Method"), say("证据", "Evidence"))  # fmt: skip
    lines = tuple(
        Row(
            (
                cell(chain.function.text("name") if chain.function else "—"),
                cell(chain.indicator.text("clause") if chain.indicator else "—"),
                cell(chain.method.text("clause") if chain.method else "—"),
                cell(say("；", "; ").join(file.text("title") for file in chain.evidence) or "—"),
            )
        )
        for chain in rows
    )
    if lines:
        yield Table(tuple(Column(head) for head in heads), lines)


def _files(*kinds: str) -> Part:
    def part(study: Study) -> Iterator[Block]:
        rows = tuple(r for r in study.brief.dossier.all("evidence") if r.text("kind") in kinds)
        yield from listing(study.brief, "evidence", ("title", "number", "issuer", "dated"), rows)

    return part


def _capabilities(study: Study) -> Iterator[Block]:
    """Yield the 22 capabilities in the official order; those that nobody has judged are said to be open."""
    brief, say = study.brief, study.brief.say
    held = {row.text("capability"): row for row in brief.dossier.all("security_capability")}
    heads = (Column(say("序号", "No."), 0.4), Column(say("能力", "Capability"), 1.4), Column(say("适用", "Applies"), 0.6), Column(say("实现方式", "How it is met"), 1), Column(say("实现与强度，或不适用理由", "How strong, or why not"), 3), Column(say("条款", "Clause"), 0.7))  # fmt: skip
    rows = []
    for each in study.pack.capabilities:
        name = f"{brief.text(each.title)}（{each.key}）"
        row = held.get(each.key)
        keys = ("applies", "means", "description", "clause")
        told = [value_of(row, key, brief) for key in keys] if row else [say("待定", "open"), "", "", ""]  # fmt: skip
        rows.append(Row((cell(str(each.number)), cell(name), *map(cell, told))))
    yield Table(heads, tuple(rows))


def _secured(study: Study) -> Iterator[Block]:
    """Yield capability - clause - indicators - methods: the traceability of the security requirements."""
    brief, dossier, say = study.brief, study.brief.dossier, study.brief.say
    names = {each.key: brief.text(each.title) for each in study.pack.capabilities}
    rows = []
    for row in dossier.all("security_capability"):
        clause = row.text("clause")
        below = [
            r
            for r in dossier.all("indicator")
            if clause and f"{r.text('clause')}.".startswith(f"{clause}.")
        ]
        methods = [f"3{r.text('clause')[1:]}" for r in below]
        if row.flag("applies") and clause:
            told = (
                names.get(row.text("capability"), ""),
                clause,
                say("、", ", ").join(r.text("clause") for r in below) or "—",
                say("、", ", ").join(methods) or "—",
            )
            rows.append(Row(tuple(map(cell, told))))
    heads = (
        say("能力", "Capability"),
        say("需求（条款）", "Requirement (clause)"),
        say("指标", "Indicators"),
        say("验证（检验方法）", "Verification (methods)"),
    )
    if rows:
        yield Table(tuple(Column(head) for head in heads), tuple(rows))


def open_capabilities(study: Study) -> int:
    """Return how many of the 22 nobody has judged."""
    held = {row.text("capability") for row in study.brief.dossier.all("security_capability")}
    return sum(1 for each in study.pack.capabilities if each.key not in held)


def _basics(study: Study) -> Iterator[Block]:
    function, brief = study.function, study.brief
    if function is None:
        return
    keys = ("name", "type", "algorithm", "maturity", "conclusion", "description")
    shape = RECORD_KINDS["function"]
    yield pairs(brief, *((brief.text(shape.field(k).label), value_of(function, k, brief)) for k in keys))  # fmt: skip


def _sets(*roles: str) -> Part:
    keys = ("name", "version", "role", "patients", "studies", "positive", "negative", "sources", "devices")  # fmt: skip

    def part(study: Study) -> Iterator[Block]:
        rows = tuple(r for r in study.brief.dossier.all("dataset") if r.text("role") in roles)
        yield from listing(study.brief, "dataset", keys, rows)

    return part


def _results(*dimensions: str) -> Part:
    keys = ("metric", "value", "unit", "ci_low", "ci_high", "n", "subgroup", "criterion", "dataset")

    def part(study: Study) -> Iterator[Block]:
        every = study.brief.dossier.all("result")
        rows = tuple(r for r in every if not dimensions or r.text("dimension") in dimensions)
        yield from listing(study.brief, "result", keys, rows)

    return part


def _both(*parts_: Part) -> Part:
    def part(study: Study) -> Iterator[Block]:
        for each in parts_:
            yield from each(study)

    return part


_SBOM = _records("component", "name", "version", "supplier", "licence", "vulnerabilities")
_INTERFACES = _records("interface", "system", "protocol", "direction", "description")
PARTS: Final[dict[tuple[str, str], Part]] = {
    ("software", "1.1"): _identity,
    ("software", "1.2"): _level,
    ("software", "1.3"): _both(_answers("ptr.architecture", "ptr.ui_map"), _records("function", "name", "core", "description")),
    ("software", "1.4"): _answers("ptr.topology"),
    ("software", "1.5"): _answers("ptr.environment", "ptr.necessary"),
    ("software", "1.6"): _both(_records("certificate", "number", "release_version", "approved_on"), _records("change_file", "number", "release_version", "approved_on", "content")),
    ("software", "2.3"): _records("indicator", "clause", "name", "requirement"),
    ("software", "2.6"): _chains,
    ("software", "2.8"): _history,
    ("software", "3"): _records("function", "name", "core", "algorithm", "maturity", "conclusion", "description"),
    ("software", "5"): _files("test_report"),
    ("software", "6"): _SBOM,
    ("software", "7"): _INTERFACES,
    ("cybersecurity", "1.1"): _identity,
    ("cybersecurity", "1.2"): _both(_answers("ptr.topology"), _INTERFACES),
    ("cybersecurity", "1.3"): _capabilities,
    ("cybersecurity", "2.2"): _answers("ptr.access", "ptr.interfaces"),
    ("cybersecurity", "2.4"): _secured,
    ("cybersecurity", "3"): _both(_SBOM, _files("security")),
    ("algorithm", "1"): _basics,
    ("algorithm", "2"): _level,
    ("algorithm", "3"): _answers("claim.object", "claim.population", "claim.acquisition", "claim.limits"),
    ("algorithm", "4.1"): _both(_answers("provenance.summary"), _records("institution", "name", "region", "tier", "agreement", "ethics")),
    ("algorithm", "4.2"): _records("dataset", "name", "devices", "protocol", "period_from", "period_to"),
    ("algorithm", "4.3"): _answers("provenance.cleaning"),
    ("algorithm", "4.4"): _both(_answers("provenance.annotation_rules"), _records("annotation", "dataset", "annotators", "qualification", "rounds", "arbitration", "agreement_metric", "agreement_value")),
    ("algorithm", "4.5"): _both(_answers("provenance.split"), _sets("training", "tuning", "test")),
    ("algorithm", "4.6"): _sets("raw", "basic", "annotated", "augmented", "public", "evaluation"),
    ("algorithm", "6.1"): _results("standalone", "false_positive", "false_negative", "repeatability", "robustness", "external"),
    ("algorithm", "6.2"): _sets("stress", "adversarial"),
    ("algorithm", "7"): _chains,
}  # fmt: skip
"""What fills a part beside the words written for it; a number that is not here has only words."""
_LEVEL = Text(
    "软件安全性级别为{level}（YY/T 0664 {standard} 级）：{meaning}。",
    "Software safety level: {level} (class {standard} of YY/T 0664): {meaning}.",
)
