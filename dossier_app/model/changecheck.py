"""Does this change need registration? Judged by the pack's rules; the highest effect wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.conditions import FactTable
from dossier_app.model.finding import Certainty
from dossier_app.model.packlaw import ChangeFact, ChangeRule
from dossier_app.model.rulepack import RulePack

EFFECTS = ("none", "minor", "filing", "major", "first_release")
"""From least to most: what a change needs."""
_RESULTS = {
    "none": Text(
        "所给事实没有指向任何更新；请补充变化内容。",
        "The facts name no update; say what changes.",
    ),
    "minor": Text(
        "轻微更新：由质量体系控制，下次变更注册时一并提交。",
        "Minor update: QMS control, handed in with the next change registration.",
    ),
    "filing": Text("变更备案：自变化之日起30日内备案。", "Filing of the change within 30 days."),
    "major": Text(
        "重大更新：须先变更注册，获批后方可销售新版本。",
        "Major update: change registration before sale.",
    ),
    "first_release": Text(
        "按首次发布对待，重新准备首次注册资料。",
        "A first release: the material of a first registration.",
    ),
}


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """One rule that holds for the change."""

    key: str
    effect: str
    title: Text
    why: Text
    citation: str
    certainty: Certainty

    def as_json(self) -> dict[str, Any]:
        """Return the step's JSON form."""
        return {
            "key": self.key,
            "effect": self.effect,
            "question": self.title.as_json(),
            "why": self.why.as_json(),
            "citation": self.citation,
            "certainty": self.certainty.value,
        }


@dataclass(frozen=True, slots=True)
class ChangeResult:
    """What the change needs: `none`, `minor`, `filing`, `major` or `first_release`, with the trail."""

    effect: str
    sentence: Text
    trail: tuple[ChangeStep, ...]
    weakest_certainty: Certainty

    @property
    def needs_registration(self) -> bool:
        """Return whether a registration decision is needed before the version may be sold."""
        return self.effect in ("major", "first_release")

    def as_json(self) -> dict[str, Any]:
        """Return what `change-check` prints."""
        return {
            "effect": self.effect,
            "needs_registration": self.needs_registration,
            "sentence": self.sentence.as_json(),
            "trail": [step.as_json() for step in self.trail],
            "weakest_certainty": self.weakest_certainty.value,
        }


def change_check(raw: Any, pack: RulePack) -> ChangeResult:  # noqa: ANN401 - whatever a JSON file holds
    """Return what the change in one JSON object needs; several rules may hold, the highest effect wins.

    Raises:
        BadInput: not an object, an unknown fact or a value that fact cannot have.
    """
    facts = _read(raw, pack)
    steps = tuple(_step(rule) for rule in pack.change_rules if rule.test.holds(facts))
    ordered = tuple(sorted(steps, key=lambda step: -EFFECTS.index(step.effect)))
    effect = ordered[0].effect if ordered else "none"
    deciding = [step.certainty for step in ordered if step.effect == effect]
    weakest = max(deciding, key=lambda sure: sure.value, default=Certainty.A)
    return ChangeResult(effect, _RESULTS[effect], ordered, weakest)


def _step(rule: ChangeRule) -> ChangeStep:
    return ChangeStep(
        rule.key, rule.effect, rule.title, rule.why, ", ".join(rule.cites), rule.certainty
    )


def _read(raw: Any, pack: RulePack) -> FactTable:  # noqa: ANN401
    if not isinstance(raw, Mapping):
        raise _refusal("$", Text("变化应是一个 JSON 对象。", "A change must be one JSON object."))
    known = {fact.key: fact for fact in pack.change_facts}
    table: dict[str, tuple[str, ...]] = {}
    for key, value in raw.items():
        if key not in known:
            message = Text(
                "没有名为“{key}”的变化事实；可用：{known}。",
                "There is no fact '{key}'; known: {known}.",
            )
            raise _refusal(f"$.{key}", message.format(key=key, known=", ".join(known)))
        table[key] = (_value(known[key], value),)
    return table


def _value(fact: ChangeFact, value: Any) -> str:  # noqa: ANN401
    words = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else value
    if not isinstance(words, str) or words not in fact.values:
        message = Text(
            "“{key}”不能是 {value}；应为：{expected}。",
            "'{key}' cannot be {value}; expected: {expected}.",
        )
        raise _refusal(
            f"$.{fact.key}",
            message.format(key=fact.key, value=repr(value), expected=", ".join(fact.values)),
        )
    return words


def _refusal(place: str, message: Text) -> BadInput:
    return BadInput(message, place=place, code="FACTS-02")
