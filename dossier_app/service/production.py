"""Which documents an export consists of: from WHAT to papers, attachments and omissions."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.builders import (
    access,
    classification,
    comparison,
    data,
    hospital,
    matrix,
    packs,
    ptr,
    reports,
    studies,
    tender,
    traceability,
)
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.evidence import Omission
from dossier_app.model.checks import verdicts
from dossier_app.model.completeness import completeness
from dossier_app.model.document import Document
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack
from dossier_app.service import judging, queries
from dossier_app.service.workspace import Workspace

_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Paper:
    """One document and the forms it is written in; `stem` is its file name without ending."""

    stem: str
    document: Document
    forms: tuple[str, ...]
    shorter: Document | None = None
    """written as PDF instead where the document takes more than two pages"""
    alone: bool = False
    """its references point into itself, not into the lead paper"""
    unmarked: bool = False
    """no number of the pack stands on its pages (blind parts)"""


@dataclass(frozen=True, slots=True)
class Placed:
    """An evidence file that goes unchanged to a place of its own."""

    path: str
    record: Record


@dataclass(frozen=True, slots=True)
class Production:
    """All that one export writes. References in later papers point at pages of the one named by `lead`."""

    papers: tuple[Paper, ...]
    attachments: tuple[Record, ...] = ()
    omitted: tuple[Omission, ...] = ()
    lead: str = ""
    placed: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What a producer may use beside the brief."""

    workspace: Workspace
    brief: Brief
    pack: RulePack
    profile: str = ""


def produce(what: str, order: Order) -> Production:
    """Return the production for WHAT.

    Raises:
        BadInput: there is no such WHAT, or a tender pack without a tender.
    """
    if what not in PRODUCERS:
        known = ", ".join(PRODUCERS)
        message = Text(
            "没有“{what}”这种导出；可用：{known}。", "There is no export “{what}”; known: {known}."
        )
        raise BadInput(message.format(what=what, known=known), place="--what")
    return PRODUCERS[what](order)


def _tender_pack(order: Order) -> Production:
    brief = order.brief
    if brief.tender is None:
        raise BadInput(
            Text(
                "投标支持包要指定投标项目（--tender）。", "A tender pack needs a tender (--tender)."
            ),
            place="--tender",
        )
    if order.profile:
        from dossier_app.service.profiles import produce_profile

        return produce_profile(brief, order.profile)
    built = tender.tender_pack(brief)
    say = replace(brief, plain_words=True).say
    papers = (
        Paper(say("01_投标支持文件", "01_Bid_support"), built.bid, ("pdf",)),
        Paper(say("00_摘要", "00_Summary"), built.summary, ("pdf",), built.shorter),
        Paper(say("02_投标表格", "02_Bid_tables"), built.sheets, ("xlsx", "docx")),
    )
    return Production(papers, built.annex.records, built.omitted, papers[0].stem)


def _simple(
    stem: tuple[str, str], build: Callable[[Brief], packs.SimplePack]
) -> Callable[[Order], Production]:
    def producer(order: Order) -> Production:
        built = build(order.brief)
        paper = Paper(order.brief.say(*stem), built.document, ("pdf", "xlsx", "docx"))
        return Production((paper,), built.annex.records, built.omitted, paper.stem)

    return producer


def _ptr(order: Order) -> Production:
    brief, known = order.brief, order.pack.ptr_clauses
    say = brief.say
    papers: tuple[Paper, ...] = (
        Paper(say("产品技术要求", "PTR"), ptr.ptr_document(brief, known), ("pdf", "docx")),
        Paper(say("指标与方法", "PTR_pairs"), ptr.ptr_pairs(brief), ("xlsx",)),
    )
    note = ptr.inapplicable(brief, known)
    if note is not None:
        stem = say("不适用项说明（非临床资料）", "PTR_not_applicable")
        papers = (*papers, Paper(stem, note, ("pdf", "docx")))
    return Production(papers)


def _study(report: str) -> Callable[[Order], Production]:
    def producer(order: Order) -> Production:
        built = studies.study_report(order.brief, order.pack, report)
        paper = Paper(built.document.title, built.document, ("pdf", "docx"))
        return Production((paper,), omitted=built.missing)

    return producer


def _traceability(order: Order) -> Production:
    document = traceability.traceability_document(order.brief)
    return Production((Paper(document.title, document, ("pdf", "xlsx")),))


def _classification(order: Order) -> Production:
    result = judging.classification(
        order.workspace, order.brief.dossier.heading.id, on=order.brief.on
    )
    document = classification.classification_document(
        order.brief,
        result,
        order.pack.cite_ref,
        judging.class_variations(order.workspace, order.brief.dossier.heading.id, order.brief.on),
    )
    return Production(
        (
            Paper(
                order.brief.say("分类判定说明", "Classification"), document, ("pdf", "docx", "xlsx")
            ),
        )
    )


def _data_chapters(order: Order) -> Production:
    paper = Paper(
        order.brief.say("数据来源与质控", "Data_chapters"),
        data.data_chapters(order.brief),
        ("pdf", "docx", "xlsx"),
    )
    return Production((paper,))


def _matrix(order: Order) -> Production:
    return Production(
        (
            Paper(
                order.brief.say("证据矩阵", "Matrix"),
                matrix.matrix_document(order.brief, order.pack),
                ("pdf", "xlsx"),
            ),
        )
    )


def _stakeholders(order: Order) -> Production:
    document = matrix.stakeholder_document(order.brief, order.pack)
    stem = order.brief.say("评审对象矩阵", "Stakeholder_matrix")
    return Production((Paper(stem, document, ("pdf", "xlsx")),))


def _for_hospital(
    stem: tuple[str, str], build: Callable[[Brief], Document]
) -> Callable[[Order], Production]:
    def producer(order: Order) -> Production:
        paper = Paper(order.brief.say(*stem), build(order.brief), ("pdf", "docx", "xlsx"))
        return Production((paper,))

    return producer


def _completeness(order: Order) -> Production:
    brief = order.brief
    counts = completeness(brief.dossier)
    document = reports.completeness_report(brief, counts, verdicts(brief.findings, counts))
    return Production(
        (Paper(brief.say("完整性与自查报告", "Completeness"), document, ("pdf", "xlsx", "docx")),)
    )


def _audit(order: Order) -> Production:
    head = order.brief.dossier.heading
    lines = [
        (
            str(line.seq),
            line.at.isoformat(timespec="seconds"),
            line.person,
            order.brief.text(line.name),
            _shown(change.old),
            _shown(change.new),
        )
        for line in queries.history(order.workspace, head.id, limit=_ALL)
        for change in line.changes
    ]
    return Production(
        (
            Paper(
                order.brief.say("审计追踪", "Audit_trail"),
                reports.audit_report(order.brief, lines),
                ("pdf", "xlsx"),
            ),
        )
    )


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _comparison(order: Order) -> Production:
    document = comparison.comparison_document(order.brief, order.pack)
    return Production(
        (Paper(order.brief.say("中美欧对照", "Comparison"), document, ("pdf", "xlsx", "docx")),)
    )


def _registration(order: Order) -> Production:
    from dossier_app.service.filing import produce_registration

    return produce_registration(order, order.profile)


def _related(key: str) -> Callable[[Order], Production]:
    def producer(order: Order) -> Production:
        from dossier_app.service.filing import produce_related

        return produce_related(order, key)

    return producer


def _supplement(order: Order) -> Production:
    from dossier_app.service.supplement import produce_supplement

    return produce_supplement(order)


def _access(key: str) -> Callable[[Order], Production]:
    def producer(order: Order) -> Production:
        brief, pack = order.brief, order.pack
        shorter = None
        match key:
            case "appraisal":
                document = access.appraisal_document(brief, pack)
                shorter = access.appraisal_document(brief, pack, short=True)
            case "access-decision":
                document = access.decision_document(brief, pack)
            case _:
                document = access.route_document(brief, pack)
        return Production((Paper(document.title, document, ("pdf", "docx"), shorter),))

    return producer


ACCESS = ("appraisal", "access-decision", "route-card")
"""Papers for one hospital project."""
RELATED = ("overview", "ifu", "label", "essential-principles", "risk-summary")
"""Papers that the pack's chapters make."""
PRODUCERS: dict[str, Callable[[Order], Production]] = {
    "tender-pack": _tender_pack,
    "survey-pack": _simple(("市场调研材料", "Survey_material"), packs.survey_pack),
    "first-business": _simple(("供应商首营包", "First_business"), packs.first_business_pack),
    "ptr": _ptr,
    "software-report": _study("software"),
    "cybersecurity-report": _study("cybersecurity"),
    "algorithm-report": _study("algorithm"),
    "traceability": _traceability,
    "classification": _classification,
    "data-chapters": _data_chapters,
    "matrix": _matrix,
    "stakeholder-matrix": _stakeholders,
    "risk-table": _for_hospital(("风险分担表", "Risk_table"), hospital.risk_document),
    "value-sheet": _for_hospital(("院内价值测算表", "Value_sheet"), hospital.value_document),
    "trial-report": _for_hospital(("试用报告", "Trial_report"), hospital.trial_document),
    "comparison": _comparison,
    "completeness": _completeness,
    "audit": _audit,
    "registration": _registration,
    "supplement": _supplement,
    **{key: _related(key) for key in RELATED},
    **{key: _access(key) for key in ACCESS},
}
