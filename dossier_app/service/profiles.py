"""Profiles of a tender pack: which volumes, what their files may weigh, and that a blind part says nothing of the bidder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.blind import names, traces
from dossier_app.model.builders import profiles, tables
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.evidence import Annex, joined
from dossier_app.model.builders.profiles import Volume
from dossier_app.model.builders.rewording import texts
from dossier_app.model.builders.tender import tender_pack
from dossier_app.model.builders.variant import PROFILES
from dossier_app.model.records import Record
from dossier_app.service.production import Paper, Production
from dossier_app.writers.pack import Extent, PackFile

_MB = 1 << 20
_VOLUMES: dict[str, Callable[[Brief], tuple[Volume, ...]]] = {
    "paper": profiles.paper,
    "modules": profiles.modules,
    "blind": profiles.blind,
    "talk": profiles.talk,
    "authorisation": profiles.authorisation,
    "neutral": profiles.evidence_only,
}
_WITH_FILES = ("paper", "talk", "authorisation", "neutral")
"""Profiles that carry the original files beside the volumes."""


def refuse_unknown(what: str, profile: str) -> None:
    """Refuse a profile that the export does not have; raises BadInput naming those there are."""
    if what != "tender-pack" or profile not in _VOLUMES:
        known = ", ".join(option.key for option in PROFILES)
        message = _UNKNOWN.format(profile=profile, known=known)
        raise BadInput(message, place="--profile", code="NO-PROFILE")


def produce_profile(brief: Brief, profile: str) -> Production:
    """Return the production of a profile of the tender pack.

    Raises:
        BadInput: a blind part that gives the bidder away.
    """
    volumes = _VOLUMES[profile](brief)
    named = replace(brief, plain_words=True)
    if profile == "blind" and not brief.draft:
        _refuse_traces(brief, volumes)
    papers = tuple(
        Paper(
            named.text(each.stem), each.document, ("pdf",), alone=True, unmarked=profile == "blind"
        )
        for each in volumes
    )
    found = joined(Annex((), (), ()), *(each.annex for each in volumes))
    if profile == "paper":
        sheets = tender_pack(brief).sheets
        papers += (Paper(named.say("02_投标表格", "02_Bid_tables"), sheets, ("xlsx", "docx")),)
    attached = found.records if profile in _WITH_FILES else ()
    return Production(papers, attached, found.omitted, papers[0].stem)


def _refuse_traces(brief: Brief, volumes: tuple[Volume, ...]) -> None:
    known = names(brief.dossier)
    for volume in volumes:
        for text in texts(volume.document):
            seen = tuple(traces(text, known))
            if seen:
                words = "、".join(f"{each.words}（{each.sort.zh}）" for each in seen)
                where = _where(brief, text)
                message = _REVEALS.format(words=words, where=where)
                raise BadInput(message, place=where or "--profile", code="BLIND-IDENTITY")


def _where(brief: Brief, text: str) -> str:
    """Return the clause number whose answer holds a text, empty for other places."""
    answers = tables.responses_of(brief)
    for row in tables.requirements_of(brief):
        response = answers.get(row.id)
        if (
            response
            and text
            and text[:20] in (response.text("text")[:20], response.text("note")[:20])
        ):
            return row.text("number")
    return ""


def limited(files: tuple[PackFile, ...], tender: Record | None) -> tuple[PackFile, ...]:
    """Return the files of a pack, each refusing to become larger or of another type than the platform takes."""
    one = int(tender.number("limit_file_mb") or 0) if tender else 0
    whole = int(tender.number("limit_total_mb") or 0) if tender else 0
    types = tender.text("limit_types").lower() if tender else ""
    spent: list[int] = []

    def bound(file: PackFile) -> PackFile:
        if types and file.kind.lower() not in types:
            message = _TYPE.format(name=file.path, kind=file.kind, types=types)
            raise BadInput(message, place=file.path, code="PACK-TYPE")

        made = file.write
        if isinstance(made, Path):
            _weigh(file.path, made.stat().st_size, one, (spent, whole))
            return file

        def write(target: Path) -> Extent:
            extent = made(target)
            _weigh(file.path, target.stat().st_size, one, (spent, whole))
            return extent

        return replace(file, write=write)

    return tuple(map(bound, files)) if one or whole or types else files


def _weigh(name: str, size: int, one: int, total: tuple[list[int], int]) -> None:
    spent, whole = total
    spent.append(size)
    for found, most in ((size, one), (sum(spent), whole)):
        if most and found > most * _MB:
            message = _HEAVY.format(name=name, size=f"{found / _MB:.1f}", most=most)
            raise BadInput(message, place=name, code="PACK-SIZE")


_UNKNOWN = Text(
    "没有导出方案“{profile}”，或它不适用于这种导出；投标支持包可用：{known}。",
    "There is no profile “{profile}” for this export; a tender pack has: {known}.",
)
_REVEALS = Text(
    "暗标部分含有会暴露身份或价格的内容：{words}（条款 {where}），未导出。请改为中性表述后再导出。",
    "The blind part would give the bidder or price away: {words} (clause {where}); nothing was written. Put it neutrally.",
)
_TYPE = Text(
    "平台不接受 {kind} 文件（{name}），可用：{types}；未导出。请改用分册方案，或更正平台设置。",
    "The platform takes no {kind} file ({name}), only: {types}; nothing was written. Use the module profile, or correct the limits.",
)
_HEAVY = Text(
    "“{name}”使大小达到 {size} MB，超过平台上限 {most} MB；未导出。请去掉部分附件、压缩扫描件，或更正平台设置。",
    "With “{name}” the size is {size} MB, above the platform's {most} MB; nothing was written. Leave attachments out, scan smaller, or correct the limits.",
)
