"""The registration directory of a dossier: how it stands, what is placed under a heading, approved or waived, and its export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.base.text import Text
from dossier_app.model.builders import registration as sheets
from dossier_app.model.builders import related as related_papers
from dossier_app.model.builders.evidence import Omission
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Json
from dossier_app.model.override import effective_class
from dossier_app.model.records import Record
from dossier_app.model.registration import (
    Filing,
    Filler,
    HeadingState,
    Judged,
    State,
    filing_of,
    generated_hash,
    judge,
    profile_for,
)
from dossier_app.model.rulepack import RulePack
from dossier_app.service import judging, queries
from dossier_app.service.commands import AddRecord, Batch, ChangeRecord, Command, RemoveRecord
from dossier_app.service.packs import find_pack
from dossier_app.service.production import (
    PRODUCERS,
    Order,
    Paper,
    Placed,
    Production,
)
from dossier_app.service.refusals import refuse
from dossier_app.service.workspace import Changed, Workspace
from dossier_app.writers.names import safe_name

_PDF = "application/pdf"
_SEPARATE = frozenset({"registration"})


@dataclass(frozen=True, slots=True)
class FilingView:
    """A filing as it stands, with its verdicts."""

    filing: Filing
    verdicts: tuple[Judged, ...]
    pack: RulePack

    def as_json(self) -> dict[str, Any]:
        """Return it for scripts."""
        return {
            "class": self.filing.klass,
            "origin": self.filing.origin,
            "filing": self.filing.filing,
            "profile": self.filing.profile.key,
            "names_certainty": self.filing.profile.certainty.value,
            "verdicts": {
                each.verdict.value: {
                    "holds": each.holds,
                    "reasons": [reason.as_json() for reason in each.reasons],
                }
                for each in self.verdicts
            },
            "states": {state.value: self.filing.count(state) for state in State},
            "headings": [each.as_json() for each in self.filing.headings],
        }


def view(ws: Workspace, name: str, profile: str = "") -> FilingView:
    """Return a dossier's filing with its verdicts; raises BadInput when the class is open."""
    dossier = queries.dossier(ws, name)
    pack = find_pack(dossier.heading.pack, ws.folder)
    filing = _filing(ws, dossier, pack, profile)
    found = judging.findings(ws, name)
    return FilingView(filing, judge(filing, dossier, found, _faults(filing, dossier, pack)), pack)


def place(ws: Workspace, name: str, code: str, evidence: str) -> Changed:
    """Put an evidence file under a heading, not approved yet; raises NotFound for an unknown heading or file."""
    dossier, _ = _known(ws, name, code)
    if dossier.find("evidence", evidence) is None:
        raise NotFound(_NO_FILE.format(name=evidence), place=evidence, code="NO-EVIDENCE")
    if dossier.where("filing_item", heading=code, evidence=evidence):
        raise refuse(
            "该文件已在此标题下。",
            "The file stands under this heading already.",
            place=code,
            code="FILED",
        )
    add = _add(dossier, {"heading": code, "evidence": evidence, "state": "draft"})
    return ws.do(Batch(_PLACED.format(code=code), (add, *_no_longer_waived(dossier, code))))


def waive(ws: Workspace, name: str, code: str, reason: str = "", person: str = "") -> Changed:
    """Say why a heading does not apply (the pack's usual reason when none is given)."""
    dossier, heading = _known(ws, name, code)
    reason = reason.strip() or (heading.item.waive.zh if heading.item.waive else "")
    if not reason:
        raise refuse(
            "请写明不适用的理由。", "Say why it does not apply.", place=code, code="NO-REASON"
        )
    on = judging.judged_date(ws, dossier.heading).isoformat()
    add = _waiver(dossier, code, reason, person, on)
    return ws.do(Batch(_WAIVED.format(code=code), (*_no_longer_waived(dossier, code), add)))


def waive_usual(ws: Workspace, name: str, person: str = "") -> Changed:
    """Waive every open heading that software alone does not need, each with the pack's reason, in one undo.

    Raises:
        BadInput: the product is no standalone software, or there is nothing to waive.
    """
    found = view(ws, name)
    dossier = queries.dossier(ws, name)
    wanted = [h for h in found.filing.headings if h.state is State.NONE and h.item.waive]
    if dossier.text("claim.product_form") != "standalone" or not wanted:
        raise refuse(
            "没有可按独立软件写明不适用的标题。",
            "No open heading can be waived for standalone software.",
            place=name,
            code="NOTHING",
        )
    on = judging.judged_date(ws, dossier.heading).isoformat()
    commands = tuple(
        _waiver(dossier, h.item.code, h.item.waive.zh if h.item.waive else "", person, on)
        for h in wanted
    )
    return ws.do(Batch(_WAIVED_USUAL.format(n=len(commands)), commands))


def approve(ws: Workspace, name: str, code: str, person: str) -> Changed:
    """Approve by name all that fills a heading, as it stands now."""
    dossier, heading = _known(ws, name, code)
    if not person.strip():
        raise refuse(
            "批准必须写明姓名。", "An approval needs a name.", place=code, code="NO-PERSON"
        )
    if not heading.fillers:
        raise refuse(
            "此标题下没有可批准的内容。",
            "Nothing stands under this heading.",
            place=code,
            code="NOTHING",
        )
    pack = find_pack(dossier.heading.pack, ws.folder)
    on = judging.judged_date(ws, dossier.heading).isoformat()
    said = {"state": "approved", "person": person.strip(), "on": on}
    commands = [
        _approval(dossier, code, filler, said) for filler in heading.fillers if filler.evidence
    ]
    if any(filler.paper for filler in heading.fillers):
        hashed = said | {"content_hash": generated_hash(dossier, pack, heading.item)}
        commands.append(_own_item(dossier, code, hashed))
    return ws.do(Batch(_APPROVED.format(code=code), tuple(commands)))


def release(ws: Workspace, name: str, code: str) -> Changed:
    """Take everything placed, approved or waived under a heading back; the files stay in the library."""
    dossier, _ = _known(ws, name, code)
    rows = dossier.where("filing_item", heading=code)
    return ws.do(
        Batch(_RELEASED.format(code=code), tuple(RemoveRecord("filing_item", r.id) for r in rows))
    )


def write_chapter(ws: Workspace, name: str, chapter: str, text: str) -> Changed:
    """Write a person's own text for a chapter of a related paper; an empty one takes it away."""
    dossier = queries.dossier(ws, name)
    pack = find_pack(dossier.heading.pack, ws.folder)
    if chapter not in {each.key for each in pack.chapters}:
        raise NotFound(_NO_CHAPTER.format(name=chapter), place=chapter, code="NO-CHAPTER")
    rows = dossier.where("paper_text", chapter=chapter)
    if rows and not text.strip():
        return ws.do(RemoveRecord("paper_text", rows[-1].id))
    if rows:
        return ws.do(ChangeRecord("paper_text", rows[-1].id, {"text": text}))
    values = {"chapter": chapter, "text": text}
    return ws.do(AddRecord(dossier.heading.id, "paper_text", uuid4().hex, values))


def produce_related(order: Order, key: str) -> Production:
    """Return one related paper (产品综述, 说明书, 标签, ...) with what it lacks."""
    paper = next(each for each in order.pack.papers if each.key == key)
    document = related_papers.related_document(order.brief, order.pack, paper)
    chapters = tuple(each for each in order.pack.chapters if each.paper == key)
    wants = related_papers.missing_of(order.brief, chapters)
    omitted = tuple(Omission(order.brief.text(want.title), want.what) for want in wants)
    stem = order.brief.text(paper.title)
    return Production((Paper(stem, document, ("docx", "pdf")),), omitted=omitted)


def produce_registration(order: Order, profile: str = "") -> Production:
    """Return the check sheet and the folder tree of the filing."""
    brief, pack = order.brief, order.pack
    dossier = brief.dossier
    filing = _filing(order.workspace, dossier, pack, profile)
    verdicts = judge(filing, dossier, brief.findings, _faults(filing, dossier, pack))
    stem = brief.say("00_申报目录与核对", "00_Directory_and_check")
    sheet = sheets.filing_document(brief, pack, filing, verdicts)
    tree = _Tree(order, filing)
    papers = (Paper(stem, sheet, ("pdf", "xlsx", "docx")), *tree.papers())
    placed = tuple(tree.placed())
    return Production(papers, placed=placed, omitted=tuple(tree.omitted()), lead=stem)


@dataclass(slots=True)
class _Tree:
    """Where each paper and file of a filing goes."""

    order: Order
    filing: Filing

    def papers(self) -> Iterator[Paper]:
        """Yield the generated papers at their places."""
        for heading in self.filing.headings:
            generated = [each for each in heading.fillers if each.paper]
            for filler in generated:
                document = self._document(heading, filler)
                if document is not None:
                    yield Paper(self._stem(heading, filler), document, ("pdf",))

    def placed(self) -> Iterator[Placed]:
        """Yield the attached files that the filing system takes."""
        for heading in self.filing.headings:
            for filler in heading.fillers:
                record = self._record(filler)
                if record is not None and _refused(record, self.order.pack) is None:
                    yield Placed(f"{self._stem(heading, filler)}.pdf", record)

    def omitted(self) -> Iterator[Omission]:
        """Yield what a complete filing would hold and this one lacks."""
        brief = self.order.brief
        for heading in self.filing.headings:
            name = f"{heading.item.code} {brief.text(heading.item.title)}"
            if heading.state is State.NONE and heading.mark == "R":
                yield Omission(name, _NOTHING_THERE)
            for want in heading.missing:
                yield Omission(name, want.what)
            for filler in heading.fillers:
                record = self._record(filler)
                why = _refused(record, self.order.pack) if record is not None else None
                if why is not None:
                    yield Omission(brief.text(filler.title), why)

    def _record(self, filler: Filler) -> Record | None:
        return self.order.brief.dossier.find("evidence", filler.evidence)

    def _stem(self, heading: HeadingState, filler: Filler) -> str:
        brief, profile, item = self.order.brief, self.filing.profile, heading.item
        volume = next(v for v in self.order.pack.volumes if item.code.startswith(f"{v.prefix}."))
        several = len(heading.fillers) > 1
        parts = {
            "code": item.code,
            "section": item.section or item.code,
            "title": brief.text(item.title),
            "part": str(heading.fillers.index(filler) + 1) if several else "",
        }
        own = parts | {"title": brief.text(filler.title)}
        folder = safe_name(profile.folder.format(**parts), limit=48)
        return "/".join(
            (safe_name(brief.text(volume.title)), folder, _fitted(profile.file.format(**own)))
        )

    def _document(self, heading: HeadingState, filler: Filler) -> Any:  # noqa: ANN401 - Document | None
        sort, _, name = filler.paper.partition(":")
        brief, pack = self.order.brief, self.order.pack
        if sort == "contents":
            title = next(v.title for v in pack.volumes if v.prefix == name)
            return sheets.contents_document(brief, self.filing, name, title)
        if sort == "chapter":
            chapter = next(each for each in pack.chapters if each.key == name)
            return related_papers.chapter_document(brief, pack, chapter, heading.item.title)
        made = PRODUCERS[name](self.order)
        return next((paper.document for paper in made.papers if "pdf" in paper.forms), None)


def _fitted(name: str, limit: int = 60) -> str:
    """Return a file stem of at most `limit` columns, a Chinese character counting two."""
    words = " ".join(name.split())
    while sum(2 if ord(letter) > 0x2E7F else 1 for letter in words) > limit:
        words = words[:-1]
    return safe_name(words)


def _refused(record: Record, pack: RulePack) -> Text | None:
    """Return why the filing system does not take a file; None when it does."""
    if record.text("media_type") != _PDF:
        return pack.rule("ERPS-01").check
    largest = int(pack.rule("ERPS-02").limit)
    return _TOO_LARGE if int(record.number("bytes") or 0) > largest else None


def _faults(filing: Filing, dossier: Dossier, pack: RulePack) -> Iterator[Text]:
    for heading in filing.headings:
        for filler in heading.fillers:
            record = dossier.find("evidence", filler.evidence)
            why = _refused(record, pack) if record is not None else None
            if why is not None:
                yield _FAULT.format(file=filler.title, why=why)


def _filing(ws: Workspace, dossier: Dossier, pack: RulePack, profile: str) -> Filing:
    klass = effective_class(dossier, judging.classification(ws, dossier.heading.id).klass or "")
    if klass not in ("II", "III"):
        raise BadInput(_NO_CLASS, place="classification", code="NO-CLASS")
    origin = dossier.text("classification.origin") or "domestic"
    chosen = profile_for(pack, klass, origin, profile)
    if chosen is None:
        known = ", ".join(each.key for each in pack.profiles)
        raise NotFound(_NO_PROFILE.format(name=profile, known=known), place="--profile")
    made = frozenset(PRODUCERS) - _SEPARATE | {p.key for p in pack.papers}
    return filing_of(dossier, pack, klass=klass, profile=chosen, made=frozenset(made))


def _known(ws: Workspace, name: str, code: str) -> tuple[Dossier, HeadingState]:
    dossier = queries.dossier(ws, name)
    pack = find_pack(dossier.heading.pack, ws.folder)
    heading = _filing(ws, dossier, pack, "").heading(code)
    if heading is None:
        raise NotFound(_NO_HEADING.format(code=code), place=code, code="NO-HEADING")
    return dossier, heading


def _add(dossier: Dossier, values: dict[str, str]) -> AddRecord:
    return AddRecord(dossier.heading.id, "filing_item", uuid4().hex, dict(values))


def _waiver(dossier: Dossier, code: str, reason: str, person: str, on: str) -> AddRecord:
    values = {"heading": code, "state": "waived", "reason": reason, "person": person, "on": on}
    return _add(dossier, {key: value for key, value in values.items() if value})


def _no_longer_waived(dossier: Dossier, code: str) -> Iterator[Command]:
    for row in dossier.where("filing_item", heading=code, state="waived"):
        yield RemoveRecord("filing_item", row.id)


def _approval(dossier: Dossier, code: str, filler: Filler, said: dict[str, str]) -> Command:
    record = dossier.find("evidence", filler.evidence)
    values: dict[str, Json | None] = dict(said)
    values["content_hash"] = record.text("sha256") if record else ""
    rows = dossier.where("filing_item", heading=code, evidence=filler.evidence)
    if rows:
        return ChangeRecord("filing_item", rows[0].id, values)
    words = {key: str(value) for key, value in values.items()}
    return _add(dossier, words | {"heading": code, "evidence": filler.evidence})


def _own_item(dossier: Dossier, code: str, values: dict[str, str]) -> Command:
    rows = [r for r in dossier.where("filing_item", heading=code) if not r.text("evidence")]
    kept = [row for row in rows if row.text("state") != "waived"]
    if kept:
        return ChangeRecord("filing_item", kept[0].id, dict(values))
    return _add(dossier, values | {"heading": code})


_NO_CLASS = Text(
    "管理类别未定（或不是第二、三类器械），没有注册申报目录。请先完成分类判定。",
    "The class is open (or not II or III), so there is no registration directory. Classify the product first.",
)
_NO_PROFILE = Text(
    "没有递交方式“{name}”；可用：{known}。", "There is no filing profile “{name}”; known: {known}."
)
_NO_HEADING = Text(
    "本次申报的目录中没有标题 {code}。", "The directory of this filing has no heading {code}."
)
_NO_FILE = Text("证据库中没有文件“{name}”。", "The library has no file “{name}”.")
_NO_CHAPTER = Text("没有章节“{name}”。", "There is no chapter “{name}”.")
_PLACED = Text("归位到 {code}", "Place under {code}")
_WAIVED = Text("{code} 不适用", "{code} does not apply")
_WAIVED_USUAL = Text("{n} 个标题不适用", "{n} headings do not apply")
_APPROVED = Text("批准 {code}", "Approve {code}")
_RELEASED = Text("清空 {code}", "Clear {code}")
_NOTHING_THERE = Text("没有文件", "nothing is there")
_TOO_LARGE = Text(
    "超过 100 MB；请按 -part1、-part2 拆分后再添加。",
    "it is over 100 MB; split it into -part1, -part2 and attach the parts.",
)
_FAULT = Text("“{file}”：{why}", "“{file}”: {why}")
