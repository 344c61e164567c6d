"""What every builder gets: the dossier, the day it is judged at, for whom and in which language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dossier_app.base.text import Lang, Text
from dossier_app.model.builders.variant import Variant
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.document import Cell, Content, Inline, Pairs, Tone
from dossier_app.model.dossier import Dossier
from dossier_app.model.edition import ApprovedEdition
from dossier_app.model.fields import Field, Kind, Value
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.records import Record
from dossier_app.model.voice import voiced

MASTER = Variant()


@dataclass(frozen=True, slots=True)
class Brief:
    """One order to a builder."""

    dossier: Dossier
    on: date
    lang: Lang
    tender: Record | None = None
    distributor: Record | None = None
    draft: bool = False
    findings: tuple[Finding, ...] = ()
    rule_pack: str = ""
    absent: frozenset[str] = frozenset()
    """SHA-256 of evidence files whose bytes are missing or damaged"""
    incomplete: bool = False
    variant: Variant = MASTER
    plain_words: bool = False
    """say 投标 in every mode, as the tables of a round trip are told apart by it"""

    def say(self, zh: str, en: str) -> str:
        """Return the wording in the brief's language."""
        return self._voiced(zh) if self.lang is Lang.ZH else en

    def text(self, text: Text) -> str:
        """Return a Text in the brief's language."""
        return self._voiced(text[self.lang]) if self.lang is Lang.ZH else text[self.lang]

    def _voiced(self, words: str) -> str:
        """Return our own words as the tender's procurement mode has them."""
        if self.tender is None or self.plain_words:
            return words
        return voiced(words, self.tender.text("mode"))

    @property
    def mark(self) -> str:
        """What is drawn across each page: draft, sample, both or nothing."""
        parts = []
        blocked = any(finding.severity is Severity.BLOCKER for finding in self.findings)
        if self.incomplete or (self.draft and blocked):
            parts.append(self.say("草稿", "DRAFT"))
        if self.dossier.heading.sample:
            parts.append(self.say("样例", "SAMPLE"))
        if self.variant.watermark:
            parts.append(self.variant.watermark)
        return " · ".join(parts)


def cell(*content: Inline, tone: Tone = Tone.NORMAL) -> Cell:
    """Return a text cell."""
    return Cell(tuple(content), tone)


def number_cell(value: Decimal | None) -> Cell:
    """Return a number cell with thousands separators, empty when there is no number."""
    if value is None:
        return Cell(("",))
    exact = format(value, "f")
    return Cell((f"{value:,f}",), number=exact)


def show(field: Field, value: Value | None, brief: Brief) -> str:
    """Return a value as a reader sees it: labels, dates, the title of what is referred to."""
    if value is None or value == "":
        return ""
    if field.kind is Kind.REFERENCE:
        return title_of(brief.dossier, field.target, str(value))
    if isinstance(value, bool):
        return brief.say("是", "yes") if value else brief.say("否", "no")
    if isinstance(value, tuple):
        return brief.say("、", ", ").join(brief.text(field.option(part)) for part in value)
    if field.kind is Kind.CHOICE:
        return brief.text(field.option(str(value)))
    return show_plain(value) + (
        f" {field.unit}" if field.unit and field.kind is not Kind.MONEY else ""
    )


def show_plain(value: Value) -> str:
    """Return a date, moment, number or text without labels."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return str(value)


def title_of(dossier: Dossier, kind: str, record_id: str) -> str:
    """Return a record's title, its id when it is not there."""
    record = dossier.find(kind, record_id)
    return record.text(RECORD_KINDS[kind].title) if record else record_id


def value_of(record: Record, key: str, brief: Brief) -> str:
    """Return one field of a record as a reader sees it."""
    return show(RECORD_KINDS[record.kind].field(key), record.values.get(key), brief)


def answer_of(key: str, brief: Brief) -> str:
    """Return one answer as a reader sees it; "not applicable" with its reason."""
    reason = brief.dossier.not_applicable.get(key)
    if reason is not None:
        return brief.say(f"不适用：{reason.reason}", f"Not applicable: {reason.reason}")
    return show(FIELDS[key], brief.dossier.answers.get(key), brief)


def pairs(brief: Brief, *rows: tuple[str, Content | str]) -> Pairs:
    """Return label-value lines without the empty ones."""
    kept = [(label, (value,) if isinstance(value, str) else value) for label, value in rows]
    return Pairs(tuple((label, value) for label, value in kept if value != ("",)))


def edition_pairs(brief: Brief, edition: ApprovedEdition) -> Pairs:
    """Return what the approved edition says, as label-value lines."""
    say = brief.say
    return pairs(
        brief,
        (say("注册证编号", "Certificate number"), edition.number),
        (say("产品名称", "Product name"), edition.product_name),
        (say("型号、规格", "Model"), edition.model),
        (say("结构及组成", "Structure and composition"), edition.structure),
        (say("适用范围（原文）", "Intended use (verbatim)"), edition.intended_use),
        (say("核准的发布版本", "Approved release version"), edition.release_version),
        (say("有效期至", "Valid until"), edition.expires_on.isoformat()),
    )
