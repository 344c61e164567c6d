"""Exports: judged, built, written whole, read back, sealed with a manifest, and put on the register."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from dossier_app.base.atomic import stands
from dossier_app.base.errors import (
    BadInput,
    FindingsBlock,
    IntegrityBroken,
    NotFound,
)
from dossier_app.base.progress import SILENT, Progress
from dossier_app.base.text import Lang, Text, same
from dossier_app.model.builders.brief import Brief
from dossier_app.model.definition import STEPS
from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.ptrfacts import live
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack
from dossier_app.service import handedout, judging, profiles, queries
from dossier_app.service.commands import AddRecord, JsonValue
from dossier_app.service.companions import joined
from dossier_app.service.packmeta import meta_of
from dossier_app.service.packs import find_pack
from dossier_app.service.press import Press
from dossier_app.service.production import Order, Production, produce
from dossier_app.service.workspace import Workspace
from dossier_app.writers.manifest import PackedFile, PackMeta
from dossier_app.writers.pack import Omission, PackPlan, write_pack

REGISTERED_FACTS = (
    "claim.product_name",
    "claim.model",
    "claim.release_version",
    "claim.full_version",
    "claim.intended_use",
)
FORMS = (".pdf", ".docx", ".xlsx")
HANDED_OUT = ("tender-pack", "survey-pack", "first-business")
"""Exports whose finished, real ones go on the register of packs handed out; the others stay in the firm."""
_JUDGED: dict[str, tuple[str, ...]] = {
    "tender-pack": tuple(step.key for step in STEPS),
    "ptr": ("claim", "requirements"),
    "first-business": ("claim",),
    "survey-pack": ("claim",),
    "registration": ("claim", "provenance", "classification", "requirements"),
}
"""Exports that leave the firm, and the steps whose open blockers stop them."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export, for whom, judged at which date, to where."""

    dossier: str
    what: str
    target: Path
    tender: str = ""
    distributor: str = ""
    profile: str = ""
    on: date | None = None
    draft: bool = False
    replace: bool = False
    lang: Lang = Lang.ZH
    lot: str = ""
    watermark: str = ""
    without: tuple[str, ...] = ()
    reason: str = ""
    """why a second distributor gets a pack for the same project and lot"""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """How an export ended: complete, partial (omissions named) or failed."""

    state: str
    files: tuple[PackedFile, ...]
    omitted: tuple[Omission, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the contract's form."""
        omitted = [
            {"what": item.what.as_json(), "why": item.why.as_json()} for item in self.omitted
        ]
        return {
            "state": self.state,
            "files": [_file_json(file) for file in self.files],
            "omitted": omitted,
        }


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export would hold, before it is made."""

    documents: tuple[str, ...]
    attachments: tuple[str, ...]
    omitted: tuple[Omission, ...]
    blockers: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    pages: int
    bytes: int
    on: date


def preview(workspace: Workspace, request: ExportRequest) -> Preview:
    """Tell what would go in, what blocks, and about how many pages and bytes it will be."""
    order = _order(workspace, request)
    production = produce(request.what, order)
    attached = [int(record.number("pages") or 1) for record in production.attachments]
    tables = (table for paper in production.papers[:1] for table in paper.document.tables())
    size = sum(int(record.number("bytes") or 0) for record in production.attachments)
    return Preview(
        tuple(f"{paper.stem}.{form}" for paper in production.papers for form in paper.forms),
        tuple(record.text("title") for record in production.attachments),
        _omissions(production),
        _blockers(request.what, order.brief.findings),
        tuple(f for f in order.brief.findings if f.severity is Severity.WARNING),
        sum(attached) + 8 + sum(len(table.rows) for table in tables) // 14,
        size * 2,
        order.brief.on,
    )


def export(
    workspace: Workspace, request: ExportRequest, progress: Progress = SILENT
) -> ExportResult:
    """Make one export: a folder with its zip beside it, a zip, or one file, by the target's ending.

    Raises:
        FindingsBlock: open blockers and no `draft`; nothing was written.
        BadInput: unknown WHAT, an existing target without `replace`, an attachment that cannot be merged.
        NotFound: no such tender or distributor.
        Cancelled, DiskTrouble: nothing is left behind.
    """
    if request.profile and request.what != "registration":
        profiles.refuse_unknown(request.what, request.profile)
    _refuse_existing(request)
    order = _order(workspace, request)
    handedout.refuse_second(order.brief, request)
    blockers = _blockers(request.what, order.brief.findings)
    if blockers and not request.draft:
        raise _blocked(blockers)
    production = produce(request.what, order)
    if production.omitted:
        order = replace(order, brief=replace(order.brief, incomplete=True))
        production = produce(request.what, order)
    press = Press(production, lambda sha256: queries.evidence_path(workspace, sha256), progress)
    tender = order.brief.tender if request.profile else None
    result = _write(
        press, request, meta_of(request.what, request.profile, order, press.number), tender
    )
    if request.what == "registration" and request.target.suffix in ("", ".zip"):
        result = _checked(result, request.target, order.pack)
    if registers(workspace, request):
        _register(workspace, request, order, press=press, result=result)
    return result


def _checked(result: ExportResult, target: Path, pack: RulePack) -> ExportResult:
    """Return the result with what the checker of filings found in the finished tree."""
    from dossier_app.service.filingcheck import check_filing

    faults = tuple(
        Omission(same(f"{each.path} · {each.rule.code}"), each.found)
        for each in check_filing(target, pack)
        if each.grave
    )
    if not faults:
        return result
    return ExportResult("partial", result.files, (*result.omitted, *faults))


def registers(workspace: Workspace, request: ExportRequest) -> bool:
    """Tell whether an export is put on the register, for which the workspace must be open for writing."""
    if request.what not in HANDED_OUT or request.draft:
        return False
    return not queries.heading(workspace, request.dossier).sample


def _order(workspace: Workspace, request: ExportRequest) -> Order:
    dossier = live(joined(workspace, queries.dossier(workspace, request.dossier)))
    on = judging.judged_date(workspace, dossier.heading, request.on)
    tender = _tender(dossier, request)
    pack = find_pack(dossier.heading.pack, workspace.folder)
    brief = Brief(
        dossier,
        on,
        request.lang,
        tender,
        _distributor(dossier, tender, request.distributor),
        request.draft,
        _findings(workspace, dossier, request, on=on, tender=tender),
        f"{pack.key} · {pack.sha256[:16]}",
        frozenset(_damaged(workspace, dossier)),
        variant=handedout.variant(dossier, tender, request),
    )
    return Order(workspace, brief, pack, request.profile)


def _damaged(workspace: Workspace, dossier: Dossier) -> Iterator[str]:
    """Yield the hashes of evidence files that are missing or are not what was stored."""
    held = (dossier, *dossier.companions.values())
    for sha256 in {record.text("sha256") for each in held for record in each.all("evidence")}:
        try:
            workspace.evidence.checked(sha256)
        except (NotFound, IntegrityBroken):
            yield sha256


def _findings(
    workspace: Workspace,
    dossier: Dossier,
    request: ExportRequest,
    *,
    on: date,
    tender: Record | None,
) -> tuple[Finding, ...]:
    if request.what not in (*_JUDGED, "completeness"):
        return ()
    judged = tender.id if tender and request.what == "tender-pack" else None
    return judging.findings(workspace, dossier.heading.id, on=on, tender=judged)


def _tender(dossier: Dossier, request: ExportRequest) -> Record | None:
    tenders = dossier.all("tender")
    if not request.tender:
        return tenders[0] if len(tenders) == 1 and request.what == "tender-pack" else None
    tender = dossier.tender(request.tender)
    if tender is None:
        known = ", ".join(record.text("code") for record in tenders) or "-"
        raise NotFound(_NO_TENDER.format(name=request.tender, known=known), place="--tender")
    return tender


def _distributor(dossier: Dossier, tender: Record | None, name: str) -> Record | None:
    wanted = name or (tender.text("distributor") if tender else "")
    if not wanted:
        return None
    found = next((p for p in dossier.all("party") if wanted in (p.id, p.text("name"))), None)
    if found is None:
        raise NotFound(_NO_PARTY.format(name=wanted), place="--distributor")
    return found


def _blockers(what: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    steps = _JUDGED.get(what, ())
    return tuple(f for f in findings if f.severity is Severity.BLOCKER and f.step in steps)


def _blocked(blockers: tuple[Finding, ...]) -> FindingsBlock:
    first = blockers[0]
    what = Text(first.message.zh.rstrip("。"), first.message.en.rstrip("."))
    message = _BLOCKED.format(n=len(blockers), code=first.code, first=what)
    return FindingsBlock(
        message, place=f"{first.place.record}:{first.place.id}:{first.place.field}"
    )


def _refuse_existing(request: ExportRequest) -> None:
    single = request.target.suffix in (*FORMS, ".zip")
    targets = [request.target] if single else [request.target, _zip_of(request.target)]
    for path in targets:
        if stands(path) and not request.replace:
            raise BadInput(_EXISTS.format(name=path.name), place=str(path), code="FILE-EXISTS")


def _zip_of(folder: Path) -> Path:
    return folder.with_name(folder.name + ".zip")


def _write(
    press: Press, request: ExportRequest, meta: PackMeta, tender: Record | None
) -> ExportResult:
    omitted = _omissions(press.production)
    if request.target.suffix in FORMS:
        files = (press.single(request.target),)
        return ExportResult("partial" if omitted else "complete", files, omitted)
    whole = request.target.suffix == ".zip"
    planned = profiles.limited(press.files(), tender)
    result = write_pack(
        PackPlan(meta, planned, omitted),
        folder=None if whole else request.target,
        archive=request.target if whole else _zip_of(request.target),
        replace=request.replace,
        progress=press.progress,
    )
    return ExportResult(result.state.value, result.files, result.omitted)


def _omissions(production: Production) -> tuple[Omission, ...]:
    return tuple(Omission(same(item.what), item.why) for item in production.omitted)


def _file_json(file: PackedFile) -> dict[str, Any]:
    entry = {"kind": file.kind} | file.as_json()
    return {key: entry[key] for key in ("path", "kind", "sha256", "pages", "rows") if key in entry}


def _register(
    workspace: Workspace,
    request: ExportRequest,
    order: Order,
    *,
    press: Press,
    result: ExportResult,
) -> None:
    """Keep who got what, with the facts it holds, so that a later change can name the packs that are wrong."""
    brief = order.brief
    facts = {key: brief.dossier.text(key) for key in REGISTERED_FACTS}
    values: dict[str, JsonValue] = {
        "what": request.what,
        "issued_on": brief.on.isoformat(),
        "documents_hash": press.number,
        "state": result.state,
        "facts": json.dumps(facts, ensure_ascii=False, sort_keys=True),
        "fact_pages": json.dumps(press.pages_of(facts), ensure_ascii=False, sort_keys=True),
    }
    if brief.tender:
        values["tender"] = brief.tender.id
    if brief.distributor:
        values["distributor"] = brief.distributor.id
    values |= handedout.edition_values(brief, request, press.production)
    workspace.do(AddRecord(brief.dossier.heading.id, "pack_issue", uuid4().hex, values))


_NO_TENDER = Text(
    "没有投标项目“{name}”；本卷宗有：{known}。",
    "There is no tender “{name}”; this dossier has: {known}.",
)
_NO_PARTY = Text(
    "没有单位“{name}”。请先在单位库中登记。",
    "There is no party “{name}”. Register it among the parties first.",
)
_BLOCKED = Text(
    "有 {n} 个必须解决的问题，未导出。第一个：{code} {first}。解决后再导出，或按草稿导出（带“草稿”字样）。",
    "{n} blockers stand in the way; nothing was written. The first: {code} {first}. Mend them, or export a draft.",
)
_EXISTS = Text(
    "“{name}”已存在，未作任何改动。请换一个名称，或要求覆盖（--replace）。",
    "“{name}” exists; nothing was changed. Choose another name or ask to replace it (--replace).",
)
