"""Classification by the pack's ordered decision table; the same facts and pack always give the same answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dossier_app.base.text import Text
from dossier_app.model.classresult import Classification, Precedent, Requirement, TrailEntry
from dossier_app.model.conditions import FactTable
from dossier_app.model.consequences import consequences
from dossier_app.model.facts import Facts, changed
from dossier_app.model.factwords import label
from dossier_app.model.packclass import Branch, Node
from dossier_app.model.precedents import precedents
from dossier_app.model.rulepack import RulePack

FLAGS = (
    "SPECIAL_CASE",
    "COMPONENT",
    "BORDERLINE",
    "UNKNOWN_TAKEN_CAUTIOUSLY",
    "CONFLICT_WITH_PRECEDENT",
    "NAME_RULE",
)
SCOPES = ("product", "function", "host", "final")
_RANK = {"": 0, "I": 1, "II": 2, "III": 3}
_NO_FUNCTION = Text("（未列出具体功能）", "(no function named)")


@dataclass(slots=True)
class _Course:
    """The table while it is walked: what has been found so far."""

    pack: RulePack
    facts: Facts
    table: FactTable
    property: str = ""
    klass: str = ""
    code: str = ""
    route: str = ""
    aid: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    trail: list[TrailEntry] = field(default_factory=list)
    judged: list[tuple[str, str, str]] = field(default_factory=list)

    def walk(
        self, scope: str, extra: Mapping[str, tuple[str, ...]], function: str = ""
    ) -> tuple[str, str, str]:
        """Walk one scope from its first node; return the last goto with the class and code set on the way."""
        nodes = {node.key: node for node in self.pack.nodes if node.scope == scope}
        at, klass, code = next(iter(nodes)), "", ""
        table = {**self.table, **extra}
        while at in nodes:
            branch = next(branch for branch in nodes[at].branch if branch.test.holds(table))
            self._note(nodes[at], branch, function)
            klass, code = branch.klass or klass, branch.code or code
            at = branch.goto
        return at, klass, code

    def _note(self, node: Node, branch: Branch, function: str) -> None:
        named = label("functions", function) if function not in ("", "none") else _NO_FUNCTION
        self.trail.append(
            TrailEntry(
                node.question.format(function=named),
                branch.answer,
                branch.why,
                ", ".join(branch.cites),
                branch.certainty,
                function,
            )
        )
        self.property = branch.property or self.property
        self.route = branch.route or self.route
        self.flags.update(branch.flags)
        if branch.aid:
            self.aid.append(function)
        if branch.host:
            self.klass, self.code = self._host()

    def _host(self) -> tuple[str, str]:
        """Return the higher of host's and own class, and the host's code."""
        host = self.facts.host_class or self._catalogue_class(self.facts.host_code or "")
        return max(self.klass, host, key=lambda klass: _RANK[klass]), self.facts.host_code or ""

    def _catalogue_class(self, code: str) -> str:
        rows = [row for row in self.pack.catalogue if row.code == code]
        return rows[0].classes[0] if rows and len(rows[0].classes) == 1 else ""

    def judge_functions(self) -> None:
        """Judge every function by itself; the highest class wins, and with it the later code."""
        for function in self.facts.functions or ("none",):
            _, klass, code = self.walk("function", {"function": (function,)}, function)
            self.judged.append((function, klass, code))
        self.klass = max((klass for _, klass, _ in self.judged), key=lambda klass: _RANK[klass])
        self.code = max(code for _, klass, code in self.judged if klass == self.klass)

    def derived(self) -> dict[str, tuple[str, ...]]:
        """Return what has been found as facts that later conditions may ask for."""
        return {
            "property": (self.property,),
            "class": (self.klass,) if self.klass else (),
            "code": (self.code,) if self.code else (),
            "aid": ("true",) if self.aid else ("false",),
            "flag": tuple(sorted(self.flags)),
        }


def verdict(facts: Facts, pack: RulePack) -> tuple[str, str, str, tuple[str, ...]]:
    """Return only property, class, code and flags; what a pack's self-test compares."""
    course, _, _ = _judge(facts, pack)
    return course.property, course.klass, course.code, _ordered(course.flags)


def classify(facts: Facts, pack: RulePack, on: date) -> Classification:
    """Return property, class, code, trail and what follows, judged by `pack` as of `on`."""
    course, beside, broken = _judge(facts, pack)
    course.walk("final", course.derived())
    table = {**course.table, **course.derived()}
    channel = next(row for row in pack.channels if row.test.holds(table))
    return Classification(
        property=course.property,
        klass=course.klass or None,
        code=course.code or None,
        authority=channel.authority,
        decision_aid_functions=tuple(course.aid),
        flags=_ordered(course.flags),
        trail=tuple(course.trail),
        weakest_certainty=max(
            (entry.certainty for entry in course.trail), key=lambda sure: sure.value
        ),
        route=_ROUTES[course.route] if course.route else channel.route,
        requirements=(*broken, *consequences(pack, table, on)),
        precedents=beside,
        as_of=on,
        per_function=tuple(course.judged),
    )


def _judge(
    facts: Facts, pack: RulePack
) -> tuple[_Course, tuple[Precedent, ...], tuple[Requirement, ...]]:
    """Walk the table up to its final questions; return the course, like cases and broken naming rules."""
    course = _Course(pack, facts, facts.table())
    aim, course.klass, course.code = course.walk("product", {})
    if aim == "functions":
        course.judge_functions()
    course.walk("host", course.derived())
    beside = precedents(facts, pack, (course.property, course.klass, course.code))
    if any(case.same and not case.agrees for case in beside):
        course.flags.add("CONFLICT_WITH_PRECEDENT")
    broken = _broken_name_rules(course)
    if broken:
        course.flags.add("NAME_RULE")
    return course, beside, broken


def _ordered(flags: set[str]) -> tuple[str, ...]:
    return tuple(flag for flag in FLAGS if flag in flags)


_ROUTES = {"determination": Text("分类界定", "Classification determination")}


def what_if(facts: Facts, changes: Mapping[str, Any], pack: RulePack, on: date) -> Classification:
    """Return what the answer would be with some facts replaced; raises BadInput like `parse_facts`."""
    return classify(changed(facts, changes), pack, on)


def flag_texts(result: Classification, pack: RulePack) -> tuple[Text, ...]:
    """Return the sentence of every flag of a result."""
    sentences = {flag.key: flag.text for flag in pack.flags}
    return tuple(sentences[flag] for flag in result.flags)


def compare(
    facts: Facts, pack: RulePack, other: RulePack, on: date
) -> tuple[tuple[str, str, str], ...]:
    """Return the fields in which two packs judge the same facts differently: name, here, there."""
    here, there = classify(facts, pack, on), classify(facts, other, on)
    names = ("property", "klass", "code", "route", "flags", "decision_aid_functions")
    pairs = ((name, _shown(getattr(here, name)), _shown(getattr(there, name))) for name in names)
    return tuple(pair for pair in pairs if pair[1] != pair[2])


def _shown(value: Any) -> str:  # noqa: ANN401 - any field of a result
    if isinstance(value, Text):
        return value.zh
    return "、".join(value) if isinstance(value, tuple) else str(value or "")


def _broken_name_rules(course: _Course) -> tuple[Requirement, ...]:
    name = course.facts.product_name
    if not name or course.property != "device":
        return ()
    table = {**course.table, **course.derived()}
    return tuple(
        Requirement(f"name-{rule.code}", rule.text, ", ".join(rule.cites), rule.certainty, name)
        for rule in course.pack.name_rules
        if rule.test.holds(table) and rule.broken_by(name)
    )
