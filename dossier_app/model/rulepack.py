"""The law as data: one immutable pack with its sources, identity and citations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, ClassVar

from dossier_app.base.errors import NotFound
from dossier_app.base.text import Text
from dossier_app.model import packclass, packfiling, packlaw, packwork
from dossier_app.model.finding import Certainty


@dataclass(frozen=True, slots=True)
class PackInfo:
    """What a pack says about itself. `supersedes` names the pack before it, empty for the first."""

    KEY: ClassVar[tuple[str, ...]] = ("key",)
    key: str
    title: Text
    released: date
    checked_on: date
    format: int
    supersedes: str
    statement: Text


@dataclass(frozen=True, slots=True)
class Source:
    """A law, notice, guideline or report; `status` is in_force, draft, superseded or announced."""

    KEY: ClassVar[tuple[str, ...]] = ("key",)
    key: str
    issuer: Text
    type: str
    year: int
    number: str
    title: Text
    status: str
    certainty: Certainty
    checked: Text
    checked_on: date
    issued: date | None = None
    in_force: date | None = None
    until: date | None = None
    superseded_by: str = ""
    url: str = ""
    note: Text | None = None

    def name(self) -> Text:
        """Return issuer, type, year, number and title: what tells two documents of one number apart."""
        zh, en = self._number()
        return Text(
            f"{self.issuer.zh}{self.type}{zh}《{self.title.zh}》",
            f"{self.issuer.en} {_TYPES.get(self.type, self.type)} {en}, {self.title.en}",
        )

    def _number(self) -> tuple[str, str]:
        if self.number.isdigit():
            return f"{self.year}年第{self.number}号", f"{self.year} No. {self.number}"
        if self.number in self.title.zh:
            return f"（{self.year}年）", f"({self.year})"
        return f"（{self.year}年，{self.number}）", f"({self.year}, {self.number})"

    def is_in_force(self, on: date) -> bool:
        """Return whether it was in force on that day; drafts and announcements never are."""
        begun = self.in_force is None or self.in_force <= on
        ended = self.until is not None and self.until < on
        return self.status in ("in_force", "superseded") and begun and not ended


_TYPES = {
    "通告": "Notice",
    "公告": "Announcement",
    "令": "Order",
    "法律": "Law",
    "审评要点": "Review points",
    "技术审评报告": "Review report",
    "分类界定结果汇总": "Classification results",
    "征求意见稿": "Draft",
    "标准查询": "Index of standards",
    "国家标准": "National standard",
    "国卫科教发": "Guoweikejiaofa",
    "国卫规划发": "Guoweiguihuafa",
    "财库": "Caiku",
    "国办通知": "Circular",
    "国办发明电": "Circular",
    "立项指南": "Price item guide",
    "实施意见": "Opinions",
    "目录": "List",
    "办法": "Measures",
    "法规": "Regulation",
    "银发": "Yinfa",
    "实例": "Examples",
    "背景": "Background",
    "数据集": "Data set",
    "文件": "Document",
    "清单": "List",
    "设计": "Design",
}
CERTAINTY_WORDS = {
    Certainty.A: Text("A 已读原文", "A primary text read"),
    Certainty.B: Text("B 二手来源", "B secondary source"),
    Certainty.C: Text("C 未经证实", "C unconfirmed"),
}
_STATUS_WORDS = {
    "draft": Text("，征求意见稿，未生效", ", draft, not in force"),
    "announced": Text("，已宣布，未生效", ", announced, not in force"),
    "superseded": Text("，已被替代", ", superseded"),
    "in_force": Text("", ""),
}


def _part(file: str, table: str) -> Any:  # noqa: ANN401 - dataclasses.field is typed so
    return field(default=(), metadata={"file": file, "table": table})


def _late_part(file: str, table: str) -> Any:  # noqa: ANN401 - dataclasses.field is typed so
    """Return a part that packs of earlier releases do not have."""
    return field(default=(), metadata={"file": file, "table": table, "late": True})


@dataclass(frozen=True, slots=True)
class RulePack:
    """One rule pack. Every field below names the file and table it is read from."""

    info: PackInfo
    sha256: str
    sources: tuple[Source, ...] = _part("sources.toml", "source")
    nodes: tuple[packclass.Node, ...] = _part("classification.toml", "node")
    flags: tuple[packclass.FlagText, ...] = _part("classification.toml", "flag")
    channels: tuple[packclass.Channel, ...] = _part("classification.toml", "channel")
    consequences: tuple[packclass.Consequence, ...] = _part("classification.toml", "consequence")
    traps: tuple[packclass.Trap, ...] = _part("classification.toml", "trap")
    terms: tuple[packclass.Term, ...] = _part("classification.toml", "term")
    cases: tuple[packclass.Case, ...] = _part("cases.toml", "case")
    catalogue: tuple[packclass.CatalogueItem, ...] = _part("catalogue.toml", "item")
    name_rules: tuple[packclass.NameRule, ...] = _part("naming.toml", "rule")
    name_families: tuple[packclass.NameFamily, ...] = _part("naming.toml", "family")
    provinces: tuple[packclass.ProvinceName, ...] = _part("certificate.toml", "province")
    number_forms: tuple[packclass.NumberForm, ...] = _part("certificate.toml", "form")
    directory: tuple[packlaw.DirectoryItem, ...] = _part("directory.toml", "item")
    erps_rules: tuple[packlaw.Rule, ...] = _part("directory.toml", "file_rule")
    profiles: tuple[packfiling.FilingProfile, ...] = _part("filing.toml", "profile")
    volumes: tuple[packfiling.Volume, ...] = _part("filing.toml", "volume")
    principles: tuple[packfiling.Principle, ...] = _part("filing.toml", "principle")
    submission: tuple[packfiling.SubmissionItem, ...] = _part("filing.toml", "submission")
    papers: tuple[packfiling.RelatedPaper, ...] = _part("related.toml", "paper")
    chapters: tuple[packfiling.Chapter, ...] = _part("related.toml", "chapter")
    fees: tuple[packlaw.Fee, ...] = _part("fees.toml", "fee")
    times: tuple[packlaw.StepTime, ...] = _part("fees.toml", "time")
    filing_channels: tuple[packlaw.FilingChannel, ...] = _part("fees.toml", "channel")
    holidays: tuple[packwork.Holidays, ...] = _part("fees.toml", "holidays")
    ptr_clauses: tuple[packlaw.PtrClause, ...] = _part("ptr.toml", "clause")
    ptr_formats: tuple[packlaw.PtrFormat, ...] = _part("ptr.toml", "format")
    ptr_rules: tuple[packlaw.Rule, ...] = _part("ptr.toml", "rule")
    phrases: tuple[packlaw.LintPhrase, ...] = _part("ptr.toml", "phrase")
    metrics: tuple[packlaw.Metric, ...] = _late_part("ptr.toml", "metric")
    clause_examples: tuple[packlaw.ClauseExample, ...] = _late_part("ptr.toml", "example")
    safety_levels: tuple[packlaw.SafetyLevel, ...] = _part("reports.toml", "level")
    outlines: tuple[packlaw.OutlineItem, ...] = _part("reports.toml", "outline")
    capabilities: tuple[packlaw.Capability, ...] = _part("reports.toml", "capability")
    change_facts: tuple[packlaw.ChangeFact, ...] = _part("changes.toml", "fact")
    change_rules: tuple[packlaw.ChangeRule, ...] = _part("changes.toml", "rule")
    law_changes: tuple[packlaw.LawChange, ...] = _part("changes.toml", "log")
    rules: tuple[packlaw.Rule, ...] = _part("rules.toml", "rule")
    claim_evidence: tuple[packwork.ClaimEvidence, ...] = _part("evidence.toml", "claim")
    dimensions: tuple[packwork.EvidenceDimension, ...] = _part("evidence.toml", "dimension")
    reporting_tools: tuple[packwork.ReportingTool, ...] = _part("evidence.toml", "tool")
    stakeholders: tuple[packwork.Stakeholder, ...] = _late_part("evidence.toml", "stakeholder")
    checklist: tuple[packwork.ChecklistItem, ...] = _late_part("evidence.toml", "checklist")
    duties: tuple[packwork.Duty, ...] = _part("evidence.toml", "duty")
    standards: tuple[packlaw.Standard, ...] = _part("standards.toml", "standard")
    phases: tuple[packwork.Phase, ...] = _part("gates.toml", "phase")
    gates: tuple[packwork.Gate, ...] = _part("gates.toml", "gate")
    regimes: tuple[packwork.Regime, ...] = _part("gates.toml", "regime")
    places: tuple[packfiling.ShippedProfile, ...] = _part("places.toml", "place")
    validity: tuple[packwork.DocumentValidity, ...] = _part("tender.toml", "validity")
    bid_parts: tuple[packwork.BidPart, ...] = _part("tender.toml", "part")
    table_heads: tuple[packwork.TableHead, ...] = _part("tender.toml", "head")
    modes: tuple[packwork.ProcurementMode, ...] = _part("tender.toml", "mode")
    first_business: tuple[packwork.FirstBusinessItem, ...] = _part("tender.toml", "first_business")
    rejections: tuple[packlaw.Rule, ...] = _part("rejection.toml", "rule")
    comparison: tuple[packwork.Comparison, ...] = _part("comparison.toml", "row")
    open_questions: tuple[packwork.OpenQuestion, ...] = _part("comparison.toml", "open")
    guidance: tuple[packwork.Guidance, ...] = _part("guidance.toml", "field")
    glossary: tuple[packwork.GlossaryEntry, ...] = _part("glossary.toml", "entry")
    source_by_key: Mapping[str, Source] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "source_by_key", {entry.key: entry for entry in self.sources})

    @property
    def key(self) -> str:
        """Return the pack's key, such as `cn-imaging-ai-2026.11`."""
        return self.info.key

    @property
    def title(self) -> Text:
        """Return the pack's title."""
        return self.info.title

    def source(self, key: str) -> Source:
        """Return a source; raises NotFound when the pack has none called so."""
        found = self.source_by_key.get(key)
        if found is None:
            message = Text(
                "规则包 {pack} 没有来源“{key}”。", "Rule pack {pack} has no source '{key}'."
            )
            raise NotFound(message.format(pack=self.key, key=key), place=key, code="RULES-02")
        return found

    def cite(self, source_key: str, clause: str = "", certainty: Certainty | None = None) -> Text:
        """Return the printable citation: document, clause, how sure, and what is not in force yet."""
        source = self.source(source_key)
        name, status = source.name(), _STATUS_WORDS[source.status]
        sure = CERTAINTY_WORDS[certainty or source.certainty]
        part = f" {clause}" if clause else ""
        return Text(
            f"{name.zh}{part}（{sure.zh}{status.zh}）",
            f"{name.en}{part} ({sure.en}{status.en})",
        )

    def cite_ref(self, reference: str, certainty: Certainty | None = None) -> Text:
        """Return the printable form of a reference `source_key:clause`, as rules and fields hold them."""
        key, _, clause = reference.partition(":")
        return self.cite(key, clause, certainty)

    def guide(self, field_key: str) -> packwork.Guidance | None:
        """Return the guidance for a field, None when the pack has none."""
        return next((entry for entry in self.guidance if entry.field == field_key), None)

    def rule(self, code: str) -> packlaw.Rule:
        """Return the data, PTR, file or rejection rule of that code; raises NotFound."""
        for group in (self.rules, self.rejections, self.ptr_rules, self.erps_rules):
            for entry in group:
                if entry.code == code:
                    return entry
        message = Text("规则包 {pack} 没有规则 {code}。", "Rule pack {pack} has no rule {code}.")
        raise NotFound(message.format(pack=self.key, code=code), place=code, code="RULES-03")

    def directory_for(
        self, klass: str, origin: str, filing: str
    ) -> tuple[tuple[packlaw.DirectoryItem, str], ...]:
        """Return the headings of a filing, each with R, CR or NR, in order."""
        marked = ((entry, entry.needed(klass, origin, filing)) for entry in self.directory)
        return tuple((entry, mark) for entry, mark in marked if mark)

    def as_json(self) -> dict[str, Any]:
        """Return key, hash, title, dates and how many entries each table has."""
        return {
            "key": self.key,
            "sha256": self.sha256,
            "title": self.title.as_json(),
            "released": self.info.released.isoformat(),
            "checked_on": self.info.checked_on.isoformat(),
            "supersedes": self.info.supersedes or None,
            "statement": self.info.statement.as_json(),
            "tables": {
                entry.name: len(getattr(self, entry.name))
                for entry in fields(self)
                if entry.metadata
            },
        }
