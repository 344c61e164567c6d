"""All checks: one subject a module, run together or only where an edit reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dossier_app.base.text import Text
from dossier_app.model.checks.answers import answers, marks
from dossier_app.model.checks.cases import cases
from dossier_app.model.checks.channel import channel
from dossier_app.model.checks.claim import claim
from dossier_app.model.checks.classification import classification
from dossier_app.model.checks.codes import CODES, REMINDERS
from dossier_app.model.checks.consistency import consistency
from dossier_app.model.checks.dates import dates
from dossier_app.model.checks.documents import documents
from dossier_app.model.checks.evidence import evidence
from dossier_app.model.checks.figures import results
from dossier_app.model.checks.formalities import formalities
from dossier_app.model.checks.gates import gates
from dossier_app.model.checks.handover import handover
from dossier_app.model.checks.hospital import hospital
from dossier_app.model.checks.legal import legal
from dossier_app.model.checks.lots import lots
from dossier_app.model.checks.missing import missing
from dossier_app.model.checks.offer import offer
from dossier_app.model.checks.papers import papers
from dossier_app.model.checks.promises import promised
from dossier_app.model.checks.provenance import provenance
from dossier_app.model.checks.ptr import ptr
from dossier_app.model.checks.regulatory import regulatory
from dossier_app.model.checks.scene import Scene, place_of
from dossier_app.model.checks.software import software
from dossier_app.model.completeness import StepCount
from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Finding, Severity, Verdict
from dossier_app.model.ptrfacts import live
from dossier_app.model.rulepack import RulePack

__all__ = [
    "CODES",
    "REMINDERS",
    "SUBJECTS",
    "check",
    "check_subjects",
    "in_order",
    "recheck",
    "reminders",
    "subjects_for",
    "verdicts",
]

_EDITION = frozenset({"certificate", "change_file", "approved_indicator", "function"})
_TENDER_ROWS = frozenset(
    [
        "tender",
        "lot",
        "mark",
        "requirement",
        "response",
        "score_item",
        "price_line",
        "config_item",
        "qualification",
        "authorisation",
        "pack_issue",
        "lot_product",
    ]
)
ALL: Final = frozenset({"*"})


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject of checks and what it reads: steps whose answers, and record kinds (`*` = all)."""

    key: str
    run: Callable[[Scene], Iterable[Finding]]
    answers: frozenset[str]
    kinds: frozenset[str]


def _subject(
    key: str, run: Callable[[Scene], Iterable[Finding]], answers: str, kinds: str | frozenset[str]
) -> Subject:
    known = kinds if isinstance(kinds, frozenset) else frozenset(kinds.split())
    return Subject(key, run, frozenset(answers.split()), known)


SUBJECTS: Final[dict[str, Subject]] = {
    subject.key: subject
    for subject in (
        _subject("missing", missing, "*", ALL),
        _subject("claim", claim, "claim classification", _EDITION | {"claim_item", "output", "result", "dataset"}),
        _subject("provenance", provenance, "claim provenance", "institution dataset annotation result version evidence"),
        _subject("cases", cases, "claim", "case_list dataset result"),
        _subject("legal", legal, "provenance", "institution dataset legal_route data_access"),
        _subject("classification", classification, "claim classification", _EDITION | {"confirmation"}),
        _subject("ptr", ptr, "claim ptr", "indicator test_method term standard interface function dataset output version_field security_capability link evidence requirement response tender"),
        _subject("software", software, "claim classification", "version function evidence component"),
        _subject("evidence", evidence, "claim ptr provenance", ALL),
        _subject("consistency", consistency, "claim ptr", _EDITION | {"party", "claim_item", "result", "tender", "response", "indicator", "interface", "output", "version_field", "dataset"}),
        _subject("figures", results, "claim ptr", "result claim_item indicator response tender"),
        _subject("documents", documents, "claim", _EDITION | {"evidence", "version", "result"}),
        _subject("answers", answers, "", _EDITION | {"tender", "requirement", "response", "mark", "link", "evidence"}),
        _subject("marks", marks, "", "tender requirement mark"),
        _subject("offer", offer, "classification", _TENDER_ROWS | {"past_answer"}),
        _subject("papers", papers, "claim", _EDITION | _TENDER_ROWS | {"party", "licence", "evidence", "link", "reference_case"}),
        _subject("formalities", formalities, "", _TENDER_ROWS | {"party", "licence", "amendment", "project_report"}),
        _subject("handover", handover, "claim", _TENDER_ROWS | {"party", "person", "licence", "evidence", "link", "table_head", "component", "banned_part", "certificate", "service_point"}),
        _subject("promises", promised, "tender", _TENDER_ROWS | {"service_point", "integration", "interface", "rollout", "licence", "evidence"}),
        _subject("channel", channel, "", _TENDER_ROWS | {"project_report"}),
        _subject("lots", lots, "", _TENDER_ROWS),
        _subject("dates", dates, "claim", _EDITION | {"tender", "licence", "authorisation", "dataset", "evidence"}),
        _subject("hospital", hospital, "claim", "actor accepted_gap gate evidence claim_item value_sheet local_validation risk result interface"),
        _subject("gates", gates, "*", ALL),
        _subject("regulatory", regulatory, "", _EDITION | {"letter", "letter_point", "incident", "pack_issue"}),
    )
}  # fmt: skip
"""Every subject by its key, in the order of the findings."""
_GRAVITY = {Severity.BLOCKER: 0, Severity.WARNING: 1, Severity.HINT: 2}
_STEPS = ("claim", "provenance", "classification", "requirements", "tender", "")


def check(
    dossier: Dossier, pack: RulePack, on: date, *, tender: str | None = None
) -> tuple[Finding, ...]:
    """Return all findings as of a day; of one tender when it is named. The same input gives the same list."""
    found = check_subjects(dossier, pack, on, SUBJECTS, tender=tender)
    return in_order(found)


def check_subjects(
    dossier: Dossier,
    pack: RulePack,
    on: date,
    subjects: Iterable[str],
    *,
    tender: str | None = None,
) -> dict[str, tuple[Finding, ...]]:
    """Return the findings of some subjects, by subject."""
    scene = Scene(live(dossier), pack, on, tender or "")
    wanted = set(subjects)
    return {key: tuple(s.run(scene)) for key, s in SUBJECTS.items() if key in wanted}


def subjects_for(keys: Iterable[str]) -> frozenset[str]:
    """Return the subjects that a change reaches; keys as the door tells them (`answer:claim.name`, `record:kind:id`)."""
    reached: set[str] = set()
    for key in keys:
        sort, _, rest = key.partition(":")
        part = rest.split(":")[0].split(".")[0]
        if sort not in ("answer", "record"):
            return frozenset(SUBJECTS)
        for subject in SUBJECTS.values():
            read = subject.answers if sort == "answer" else subject.kinds
            if "*" in read or part in read:
                reached.add(subject.key)
    return frozenset(reached)


def recheck(
    before: Mapping[str, tuple[Finding, ...]],
    dossier: Dossier,
    pack: RulePack,
    on: date,
    changed: Iterable[str],
) -> dict[str, tuple[Finding, ...]]:
    """Return the findings by subject after a change: only what reads what was changed runs again."""
    fresh = check_subjects(dossier, pack, on, subjects_for(changed))
    return {key: fresh.get(key, before.get(key, ())) for key in SUBJECTS}


def in_order(found: Mapping[str, tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """Return findings in one list: by step, gravity and code; the same finding once."""
    every = dict.fromkeys(
        (f.code, f.place, f.tender, f.message.zh) for group in found.values() for f in group
    )
    by_key = {
        (f.code, f.place, f.tender, f.message.zh): f for group in found.values() for f in group
    }
    listed = [by_key[key] for key in every]
    return tuple(sorted(listed, key=lambda f: (_STEPS.index(f.step), _GRAVITY[f.severity], f.code)))


def verdicts(
    findings: Iterable[Finding], completeness: Mapping[str, StepCount]
) -> dict[Verdict, bool]:
    """Return the three verdicts: no blocker of the kind, and for 完整性 nothing required left open."""
    listed = tuple(findings)
    kept = {
        verdict: not any(f.severity is Severity.BLOCKER and f.verdict is verdict for f in listed)
        for verdict in Verdict
    }
    kept[Verdict.COMPLETE] = kept[Verdict.COMPLETE] and all(
        count.open <= 0 for count in completeness.values()
    )
    return kept


def reminders(dossier: Dossier, pack: RulePack, on: date, tender: str) -> Iterator[Finding]:
    """Yield the rejection reasons that no program can see, as hints to tick."""
    scene = Scene(dossier, pack, on, tender)
    for record in scene.tenders():
        for code, text in REMINDERS:
            message = Text(f"请人工核对：{text.zh}。", f"To be checked by a person: {text.en}.")
            rule = next((r for r in pack.rejections if r.code == code), None)
            citation = rule.cites[0] if rule and rule.cites else ""
            place = place_of(record)
            yield Finding(
                code, Severity.HINT, "tender", place, message, citation=citation, tender=tender
            )
