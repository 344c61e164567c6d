"""The registration directory of one filing: what each heading wants, what fills it, and the three verdicts on the whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from dossier_app.base.text import Text, same
from dossier_app.model import linking, related
from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Finding, Severity, Verdict
from dossier_app.model.packfiling import Chapter, FilingProfile
from dossier_app.model.packlaw import DirectoryItem
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack

STEPS_JUDGED = ("claim", "provenance", "classification", "requirements")
_EXPORT_STEPS = {
    "classification": "classification",
    "ptr": "step:requirements",
    "data-chapters": "step:provenance",
    "software-report": "step:classification",
    "algorithm-report": "step:provenance",
    "cybersecurity-report": "step:classification",
}
"""What the content of a generated export is taken from, as a confirmation names it."""


class State(Enum):
    """How a heading stands."""

    NONE = "none"
    SEVERAL = "several"
    UNAPPROVED = "unapproved"
    COMPLETE = "complete"
    WAIVED = "waived"
    NOT_NEEDED = "not_needed"


STATES: Mapping[State, Text] = {
    State.NONE: Text("没有", "none"),
    State.SEVERAL: Text("有多份", "several"),
    State.UNAPPROVED: Text("未批准", "not approved"),
    State.COMPLETE: Text("完成", "complete"),
    State.WAIVED: Text("不适用", "does not apply"),
    State.NOT_NEEDED: Text("无需提交", "not needed"),
}


@dataclass(frozen=True, slots=True)
class Filler:
    """One thing that fills a heading: a file (`evidence` names it) or a generated `paper`; `stale`: changed since approved."""

    title: Text
    paper: str = ""
    evidence: str = ""
    approved: bool = False
    stale: bool = False


@dataclass(frozen=True, slots=True)
class HeadingState:
    """One heading with its mark R, CR or NR, its state, what fills it and what is missing."""

    item: DirectoryItem
    mark: str
    state: State
    fillers: tuple[Filler, ...] = ()
    missing: tuple[related.Missing, ...] = ()
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it for scripts."""
        return {
            "code": self.item.code,
            "section": self.item.section,
            "title": self.item.title.as_json(),
            "mark": self.mark,
            "state": self.state.value,
            "fills": [
                {
                    "title": each.title.as_json(),
                    "paper": each.paper,
                    "evidence": each.evidence,
                    "approved": each.approved,
                    "stale": each.stale,
                }
                for each in self.fillers
            ],
            "missing": [each.what.as_json() for each in self.missing],
            "reason": self.reason,
            "certainty": self.item.certainty.value,
        }


@dataclass(frozen=True, slots=True)
class Filing:
    """The directory of one filing."""

    klass: str
    origin: str
    filing: str
    profile: FilingProfile
    headings: tuple[HeadingState, ...]

    def heading(self, code: str) -> HeadingState | None:
        """Return a heading by its code, None when it is not part of this filing."""
        return next((each for each in self.headings if each.item.code == code), None)

    def count(self, state: State) -> int:
        """Return how many headings are in a state."""
        return sum(each.state is state for each in self.headings)


@dataclass(frozen=True, slots=True)
class Judged:
    """One verdict with the reasons for a no."""

    verdict: Verdict
    holds: bool
    reasons: tuple[Text, ...]


def profile_for(pack: RulePack, klass: str, origin: str, wanted: str = "") -> FilingProfile | None:
    """Return the named profile, else the one meant for this class and origin; None when there is none."""
    if wanted:
        return next((each for each in pack.profiles if each.key == wanted), None)
    fits = [p for p in pack.profiles if klass in p.classes and origin in p.origins]
    return min(fits, key=lambda p: len(p.classes) * len(p.origins), default=None)


def filing_of(
    dossier: Dossier,
    pack: RulePack,
    *,
    klass: str,
    profile: FilingProfile,
    made: frozenset[str],
) -> Filing:
    """Return the directory of the dossier's filing (首次, 变更, 延续; 境内, 进口) with every heading's state.

    `made` names the exports that this program can make.
    """
    origin = dossier.text("classification.origin") or "domestic"
    filing = dossier.text("classification.filing") or "first"
    headings = tuple(
        _heading(_Desk(dossier, pack, made), item, mark)
        for item, mark in pack.directory_for(klass, origin, filing)
    )
    return Filing(klass, origin, filing, profile, headings)


def generated_hash(dossier: Dossier, pack: RulePack, item: DirectoryItem) -> str:
    """Return the hash of all that the generated papers of a heading are made from."""
    parts = [
        related.digest(dossier, chapters(pack, item)),
        *(linking.content_hash(dossier, what) for what in _steps_of(item)),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def chapters(pack: RulePack, item: DirectoryItem) -> tuple[Chapter, ...]:
    """Return the chapters that the generated papers of a heading consist of."""
    found: list[Chapter] = []
    for sort, name in _fills(item):
        if sort == "chapter":
            found += [each for each in pack.chapters if each.key == name]
        elif sort == "export":
            found += related.chapters_of(pack, name)
    return tuple(found)


def judge(
    filing: Filing, dossier: Dossier, findings: Iterable[Finding], faults: Iterable[Text] = ()
) -> tuple[Judged, ...]:
    """Return 完整性, 合规性 and 一致性 of a filing with the reasons for each no; `faults` are those of its files."""
    blockers = [
        f for f in findings if f.severity is Severity.BLOCKER and f.step in (*STEPS_JUDGED, "")
    ]
    said = {v: [f.message for f in blockers if f.verdict is v] for v in Verdict}
    reasons = {
        Verdict.COMPLETE: [*_gaps(filing), *said[Verdict.COMPLETE]],
        Verdict.COMPLIANT: [*_unapproved(filing), *faults, *said[Verdict.COMPLIANT]],
        Verdict.CONSISTENT: [*_doubts(filing, dossier), *said[Verdict.CONSISTENT]],
    }
    return tuple(Judged(v, not found, tuple(found)) for v, found in reasons.items())


@dataclass(frozen=True, slots=True)
class _Desk:
    """What one directory is judged from."""

    dossier: Dossier
    pack: RulePack
    made: frozenset[str]


def _heading(desk: _Desk, item: DirectoryItem, mark: str) -> HeadingState:
    dossier, pack = desk.dossier, desk.pack
    rows = dossier.where("filing_item", heading=item.code)
    fillers = (*_files(dossier, item, rows), *_papers(desk, item, rows))
    waived = next((row for row in rows if row.text("state") == "waived"), None)
    if mark == "NR" and not fillers:
        return HeadingState(item, mark, State.NOT_NEEDED)
    if waived is not None:
        return HeadingState(item, mark, State.WAIVED, reason=waived.text("reason"))
    generated = any(each.paper for each in fillers) or _has_chapters_only(item)
    wants = [m for each in chapters(pack, item) for m in related.missing(dossier, each)]
    return HeadingState(item, mark, _state(fillers), fillers, tuple(wants if generated else ()))


def _has_chapters_only(item: DirectoryItem) -> bool:
    return any(sort == "chapter" for sort, _ in _fills(item))


def _state(fillers: tuple[Filler, ...]) -> State:
    if not fillers:
        return State.NONE
    if all(each.approved and not each.stale for each in fillers):
        return State.COMPLETE
    files = [each for each in fillers if each.evidence]
    undecided = len(files) > 1 and not any(each.approved for each in files)
    return State.SEVERAL if undecided else State.UNAPPROVED


def _files(dossier: Dossier, item: DirectoryItem, rows: tuple[Record, ...]) -> Iterator[Filler]:
    """Yield the files placed under a heading, then those whose kind belongs there and that stand nowhere else."""
    placed = {row.text("evidence") for row in dossier.all("filing_item")}
    for row in rows:
        record = dossier.find("evidence", row.text("evidence"))
        if record is not None:
            approved = row.text("state") == "approved"
            stale = approved and row.text("content_hash") != record.text("sha256")
            title = same(record.text("title"))
            yield Filler(title, evidence=record.id, approved=approved, stale=stale)
    kinds = {name for sort, name in _fills(item) if sort == "evidence"}
    for record in dossier.all("evidence"):
        fits = record.text("kind") in kinds and record.id not in placed
        if fits and _is_own(dossier, record):
            yield Filler(same(record.text("title")), evidence=record.id)


def _is_own(dossier: Dossier, record: Record) -> bool:
    """Tell whether a file is this product's or its registrant's, not another party's of the firm's library."""
    own = dossier.text("claim.registrant")
    held = [row for row in dossier.all("licence") if row.text("evidence") == record.id]
    return any(row.text("party") == own for row in held) if held else bool(record.dossier)


def _papers(desk: _Desk, item: DirectoryItem, rows: tuple[Record, ...]) -> Iterator[Filler]:
    """Yield the papers generated for a heading: contents need no approval, the others a person's."""
    dossier, pack = desk.dossier, desk.pack
    approval = next(
        (r for r in rows if r.text("state") == "approved" and not r.text("evidence")), None
    )
    now = generated_hash(dossier, pack, item) if approval is not None else ""
    stale = approval is not None and approval.text("content_hash") != now
    by_key = {each.key: each for each in pack.chapters}
    titles = {each.key: each.title for each in pack.papers}
    for sort, name in _fills(item):
        if sort == "contents":
            yield Filler(item.title, paper=f"contents:{name}", approved=True)
        elif sort == "chapter" and _says(dossier, by_key[name]):
            yield Filler(by_key[name].title, f"chapter:{name}", "", approval is not None, stale)
        elif sort == "export" and name in desk.made and _is_made(dossier, pack, name):
            title = titles.get(name, EXPORT_TITLES.get(name, same(name)))
            yield Filler(title, f"export:{name}", "", approval is not None, stale)


EXPORT_TITLES = {
    "classification": Text("分类判定说明", "Classification statement"),
    "ptr": Text("产品技术要求", "Product technical requirements"),
    "data-chapters": Text("数据来源与质控", "Data sources and quality control"),
    "software-report": Text("软件研究报告", "Software research report"),
    "algorithm-report": Text("算法研究报告", "Algorithm research report"),
    "cybersecurity-report": Text("网络安全研究报告", "Cybersecurity research report"),
}


def _says(dossier: Dossier, chapter: Chapter) -> bool:
    """Tell whether a chapter has anything to say beyond its heading."""
    wants = related.missing(dossier, chapter)
    if chapter.need == "R":
        return not any(each.what == chapter.hint for each in wants)
    refs = [related.source_ref(words) for words in chapter.sources]
    return bool(related.own_text(dossier, chapter)) or any(
        related.rows_of(dossier, ref) for ref in refs if ref.sort == related.RECORD
    )


def _is_made(dossier: Dossier, pack: RulePack, name: str) -> bool:
    """Tell whether a generated document has anything in it."""
    own = related.chapters_of(pack, name)
    if own:
        return any(_says(dossier, chapter) for chapter in own)
    return bool(dossier.answers)


def _fills(item: DirectoryItem) -> Iterator[tuple[str, str]]:
    for words in item.fills:
        sort, _, name = words.partition(":")
        yield sort, name


def _steps_of(item: DirectoryItem) -> tuple[str, ...]:
    named = (_EXPORT_STEPS.get(name, "") for sort, name in _fills(item) if sort == "export")
    return tuple(sorted(filter(None, set(named))))


def _called(each: HeadingState) -> Text:
    return Text(f"{each.item.code} {each.item.title.zh}", f"{each.item.code} {each.item.title.en}")


def _gaps(filing: Filing) -> Iterator[Text]:
    for each in filing.headings:
        if each.state is State.NONE and each.mark in ("R", "CR"):
            words = _NONE if each.mark == "R" else _UNJUDGED
            yield words.format(heading=_called(each))
        elif each.missing:
            what = Text(
                "、".join(m.what.zh for m in each.missing),
                ", ".join(m.what.en for m in each.missing),
            )
            yield _LACKS.format(heading=_called(each), what=what)


def _unapproved(filing: Filing) -> Iterator[Text]:
    for each in filing.headings:
        if each.state is State.UNAPPROVED:
            stale = any(filler.stale for filler in each.fillers)
            yield (_STALE if stale else _UNAPPROVED).format(heading=_called(each))


def _doubts(filing: Filing, dossier: Dossier) -> Iterator[Text]:
    for each in filing.headings:
        if each.state is State.SEVERAL:
            yield _SEVERAL.format(heading=_called(each))
    release = dossier.text("claim.release_version")
    for each in filing.headings:
        for filler in each.fillers:
            record = dossier.find("evidence", filler.evidence)
            said = record.text("version") if record else ""
            if said and release and _differs(said, release, dossier.text("claim.full_version")):
                yield _VERSION.format(file=filler.title, said=said, release=release)


def _differs(said: str, release: str, full: str) -> bool:
    plain = said.strip().lstrip("Vv")
    return plain not in (release.lstrip("Vv"), full.lstrip("Vv"))


def plan_start(dossier: Dossier, on: date) -> date:
    """Return the day from which the calendar of the filing counts: acceptance, else the judged day."""
    given = dossier.answers.get("claim.accepted_on")
    return given if isinstance(given, date) else on


def filing_kind(filing: Filing) -> Text:
    """Return what is filed in words."""
    words = {
        "first": Text("首次注册", "first registration"),
        "change": Text("变更注册", "change registration"),
        "renewal": Text("延续注册", "renewal"),
        "domestic": Text("境内", "domestic"),
        "import": Text("进口", "import"),
    }
    return Text("{origin}第{klass}类 · {filing}", "{origin} class {klass}, {filing}").format(
        origin=words[filing.origin],
        klass=Text({"II": "二", "III": "三"}[filing.klass], filing.klass),
        filing=words[filing.filing],
    )


_NONE = Text("{heading}：没有文件。", "{heading}: nothing is there.")
_UNJUDGED = Text(
    "{heading}：视情提交，尚未判断。请放入文件或写明不适用的理由。",
    "{heading}: conditional and not decided. Add a file or say why it does not apply.",
)
_LACKS = Text("{heading}：缺 {what}。", "{heading}: lacks {what}.")
_UNAPPROVED = Text("{heading}：尚未批准。", "{heading}: not approved.")
_STALE = Text(
    "{heading}：批准后内容已变化。", "{heading}: the content has changed since it was approved."
)
_SEVERAL = Text(
    "{heading}：有多份文件，尚未选定。", "{heading}: several files, none of them chosen."
)
_VERSION = Text(
    "“{file}”标明版本 {said}，与申报的发布版本 {release} 不符。",
    "“{file}” says version {said}; the filing is for release {release}.",
)
