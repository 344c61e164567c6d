"""Checks the values that only the engines give a meaning: effects, phases, marks, patterns, statuses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dossier_app.base.text import Text
from dossier_app.model.changecheck import EFFECTS
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.related import source_fault
from dossier_app.model.rulepack import RulePack

Fault = tuple[str, str, str, Text]

_STATUSES = ("in_force", "draft", "superseded", "announced")
_NEED = re.compile(r"(II|III|\*)-(domestic|import|\*)-(first|change|renewal|\*)")
_APPLIES = ("yes", "no", "check")
_USES = ("must_match", "precedent_only")


def check_values(pack: RulePack) -> Iterator[Fault]:
    """Yield every value that no engine understands."""
    yield from _one_of(
        "sources.toml", "source", "status", (row.status for row in pack.sources), _STATUSES
    )
    yield from _one_of(
        "changes.toml", "log", "status", (row.status for row in pack.law_changes), _STATUSES
    )
    yield from _one_of(
        "changes.toml", "rule", "effect", (row.effect for row in pack.change_rules), EFFECTS
    )
    yield from _one_of("cases.toml", "case", "use", (row.use for row in pack.cases), _USES)
    phases = tuple(row.key for row in pack.phases)
    yield from _one_of("gates.toml", "gate", "phase", (row.phase for row in pack.gates), phases)
    units = ("months", "workdays")
    yield from _one_of(
        "tender.toml", "validity", "unit", (row.unit for row in pack.validity), units
    )
    yield from _one_of(
        "filing.toml", "principle", "applies", (row.applies for row in pack.principles), _APPLIES
    )
    yield from _one_of(
        "related.toml", "chapter", "need", (row.need for row in pack.chapters), ("R", "CR")
    )
    yield from _patterns(pack)
    yield from _needs(pack)
    yield from _chapters(pack)
    yield from _fills(pack)
    yield from _ends(pack)


def _chapters(pack: RulePack) -> Iterator[Fault]:
    """Yield chapters of unknown papers or headings, and sources that are not declared."""
    papers = {"", *(paper.key for paper in pack.papers)}
    headings = {"", *(item.code for item in pack.directory)}
    for index, chapter in enumerate(pack.chapters):
        for key, value, known in (
            ("paper", chapter.paper, papers),
            ("heading", chapter.heading, headings),
        ):
            if value not in known:
                expected = Text(f"没有“{value}”", f"there is no '{value}'")
                yield "related.toml", "chapter", f"[{index}].{key}", expected
        for words in chapter.sources:
            if source_fault(words):
                expected = Text(f"没有声明“{words}”", f"'{words}' is not declared")
                yield "related.toml", "chapter", f"[{index}].sources", expected


def _fills(pack: RulePack) -> Iterator[Fault]:
    """Yield headings filled by chapters, volumes or kinds of evidence that do not exist."""
    kinds = {option.key for option in RECORD_KINDS["evidence"].field("kind").options}
    known = {
        "chapter": {chapter.key for chapter in pack.chapters},
        "contents": {volume.prefix for volume in pack.volumes},
        "evidence": kinds,
        "record": set(RECORD_KINDS),
    }
    for index, item in enumerate(pack.directory):
        for words in item.fills:
            sort, _, name = words.partition(":")
            if sort != "export" and name not in known.get(sort, set()):
                expected = Text(f"没有“{words}”", f"there is no '{words}'")
                yield "directory.toml", "item", f"[{index}].fills", expected
        if not any(item.code.startswith(f"{volume.prefix}.") for volume in pack.volumes):
            expected = Text("没有此章的文件夹", "no volume takes this chapter")
            yield "directory.toml", "item", f"[{index}].code", expected


def _ends(pack: RulePack) -> Iterator[Fault]:
    if not pack.channels[-1].test.is_open:
        at = f"[{len(pack.channels) - 1}].test"
        yield (
            "classification.toml",
            "channel",
            at,
            Text("最后一条应无条件", "the last one must have no condition"),
        )
    for index, source in enumerate(pack.sources):
        if source.superseded_by and source.superseded_by not in pack.source_by_key:
            expected = Text("没有此来源", "there is no such source")
            yield "sources.toml", "source", f"[{index}].superseded_by", expected


def _one_of(
    file: str, table: str, key: str, values: Iterable[str], allowed: tuple[str, ...]
) -> Iterator[Fault]:
    names = ", ".join(allowed)
    for index, value in enumerate(values):
        if value not in allowed:
            yield (
                file,
                table,
                f"[{index}].{key}",
                Text(f"应为 {names} 之一", f"expected one of {names}"),
            )


def _patterns(pack: RulePack) -> Iterator[Fault]:
    for index, form in enumerate(pack.number_forms):
        path = f"[{index}].pattern"
        try:
            groups = re.compile(form.pattern).groupindex
        except re.error as error:
            yield (
                "certificate.toml",
                "form",
                path,
                Text(f"不是合法的样式：{error}", f"not a valid pattern: {error}"),
            )
            continue
        if not {"year", "serial"} <= set(groups):
            expected = Text(
                "样式应有 year 和 serial 两组", "the pattern needs the groups year and serial"
            )
            yield "certificate.toml", "form", path, expected


def _needs(pack: RulePack) -> Iterator[Fault]:
    for index, item in enumerate(pack.directory):
        for pattern, mark in item.need.items():
            if not _NEED.fullmatch(pattern) or mark not in ("R", "CR", "NR"):
                expected = Text(
                    "应如 III-domestic-first = R/CR/NR", "expected III-domestic-first = R, CR or NR"
                )
                yield "directory.toml", "item", f"[{index}].need", expected
