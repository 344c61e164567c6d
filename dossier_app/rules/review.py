"""Looks at a bound pack as a whole: doubled keys, sources, certainty, the table's ways, its own cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.model.classify import FLAGS, verdict
from dossier_app.model.conditions import Condition
from dossier_app.model.facts import parse_facts
from dossier_app.model.factwords import FACT_WORDS
from dossier_app.model.finding import Certainty, Severity
from dossier_app.model.packclass import Branch, Case
from dossier_app.model.rulepack import RulePack
from dossier_app.rules.values import check_values
from dossier_app.rules.ways import check_ways

Fault = tuple[str, str, str, Text]
"""File, table, path below the table, what was expected."""

_DERIVED: dict[str, tuple[str, ...]] = {
    "function": (),
    "judged": ("I", "II", "III"),
    "property": ("device", "not_device", "not_separate_device", "undetermined"),
    "class": ("I", "II", "III"),
    "aid": ("true", "false"),
    "flag": FLAGS,
    "code": (),
}


def review(pack: RulePack) -> Iterator[Fault]:
    """Yield every fault of a bound pack; the pack's own cases are run only when nothing else is wrong."""
    found = [*_part_faults(pack), *check_values(pack), *check_ways(pack)]
    yield from found or _case_faults(pack)


def _part_faults(pack: RulePack) -> Iterator[Fault]:
    for entry in fields(RulePack):
        if not entry.metadata:
            continue
        file, table = entry.metadata["file"], entry.metadata["table"]
        seen: dict[tuple[Any, ...], int] = {}
        for index, part in enumerate(getattr(pack, entry.name)):
            identity = tuple(getattr(part, key) for key in part.KEY)
            if identity in seen:
                yield file, table, f"[{index}].{part.KEY[0]}", _doubled(identity, seen[identity])
            seen[identity] = index
            for path, expected in _inner_faults(pack, part, f"[{index}]"):
                yield file, table, path, expected


def _inner_faults(pack: RulePack, part: Any, path: str) -> Iterator[tuple[str, Text]]:  # noqa: ANN401
    if isinstance(part, Condition):
        yield from _condition_faults(part, path, pack)
        return
    if hasattr(part, "cites"):
        yield from _cite_faults(pack, part, path)
    for entry in fields(part):
        value = getattr(part, entry.name)
        if is_dataclass(value) and not isinstance(value, Text):
            yield from _inner_faults(pack, value, f"{path}.{entry.name}")
        elif isinstance(value, tuple) and value and isinstance(value[0], Branch):
            for index, branch in enumerate(value):
                yield from _inner_faults(pack, branch, f"{path}.{entry.name}[{index}]")


def _cite_faults(pack: RulePack, part: Any, path: str) -> Iterator[tuple[str, Text]]:  # noqa: ANN401
    best = Certainty.C
    for reference in part.cites:
        source = pack.source_by_key.get(reference.partition(":")[0])
        if source is None:
            yield (
                f"{path}.cites",
                Text(f"没有来源“{reference}”", f"there is no source '{reference}'"),
            )
        elif source.certainty.value < best.value:
            best = source.certainty
    claimed = getattr(part, "certainty", None)
    if claimed is Certainty.C and getattr(part, "severity", None) is Severity.BLOCKER:
        yield f"{path}.severity", Text("C 级规则不得阻断", "a C rule may not block")
    if claimed is not None and claimed.value < best.value:
        expected = Text(
            f"不能高于来源的 {best.value}", f"may not be surer than its sources ({best.value})"
        )
        yield f"{path}.certainty", expected


def _condition_faults(test: Condition, path: str, pack: RulePack) -> Iterator[tuple[str, Text]]:
    known = {word.key: word.values for word in FACT_WORDS} | _DERIVED
    known |= {entry.key: entry.values for entry in pack.change_facts}
    for key, values in test.parts():
        if key not in known:
            yield path, Text(f"不认识的事实“{key}”", f"unknown fact '{key}'")
            continue
        allowed = known["functions"] + ("none",) if key == "function" else known[key]
        for value in values:
            if allowed and value not in allowed:
                yield (
                    path,
                    Text(f"事实“{key}”没有值“{value}”", f"fact '{key}' has no value '{value}'"),
                )


def _case_faults(pack: RulePack) -> Iterator[Fault]:
    for index, case in enumerate(pack.cases):
        expected = _case_fault(pack, case)
        if expected is not None:
            yield "cases.toml", "case", f"[{index}].key", expected


def _case_fault(pack: RulePack, case: Case) -> Text | None:
    try:
        prop, klass, code, flags = verdict(parse_facts(dict(case.facts)), pack)
    except DossierError as error:
        return error.message
    decided = (case.property, case.klass, case.code_prefix)
    found = (prop, klass, code[: len(case.code_prefix)])
    if case.use == "must_match" and decided != found:
        return Text(
            f"自检案例 {case.key} 应为 {decided}，判定为 {found}",
            f"self-test case {case.key} should give {decided} but gives {found}",
        )
    if case.use == "precedent_only" and "CONFLICT_WITH_PRECEDENT" not in flags:
        return Text(
            f"先例 {case.key} 应显示为冲突先例",
            f"precedent {case.key} should be shown as conflicting",
        )
    return None


def _doubled(identity: tuple[Any, ...], first: int) -> Text:
    name = " / ".join(str(part) for part in identity)
    return Text(f"“{name}”与第 {first + 1} 条重复", f"'{name}' is already entry {first + 1}")
