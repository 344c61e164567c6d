"""What the class would be if one thing changed: a function less or alone, the algorithm, its maturity, the conclusion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.classify import classify, what_if
from dossier_app.model.facts import Facts
from dossier_app.model.factwords import FACT_WORDS
from dossier_app.model.rulepack import RulePack

_SINGLE = ("algorithm", "maturity", "conclusion", "input_kind")


@dataclass(frozen=True, slots=True)
class Variation:
    """One change of the facts and the class it leads to; `differs` from the class as things are."""

    change: Text
    outcome: str
    code: str
    differs: bool

    def as_json(self) -> dict[str, Any]:
        """Return it for scripts."""
        return {
            "change": self.change.as_json(),
            "outcome": self.outcome,
            "code": self.code or None,
            "differs": self.differs,
        }


def variations(facts: Facts, pack: RulePack, on: date) -> tuple[Variation, ...]:
    """Return the class under each single change that does not contradict the other facts."""
    here = classify(facts, pack, on)
    before = (here.klass or here.property, here.code or "")
    found = []
    for change, values in _changes(facts):
        try:
            there = what_if(facts, values, pack, on)
        except BadInput:
            continue
        after = (there.klass or there.property, there.code or "")
        found.append(Variation(change, *after, differs=after != before))
    return tuple(found)


def _changes(facts: Facts) -> Iterator[tuple[Text, dict[str, Any]]]:
    words = {word.key: word for word in FACT_WORDS}
    for key in _SINGLE:
        for value, label in words[key].options:
            if value != getattr(facts, key):
                yield _OTHER.format(fact=words[key].label, value=label), {key: value}
    names = dict(words["functions"].options)
    for function in facts.functions if len(facts.functions) > 1 else ():
        left = [each for each in facts.functions if each != function]
        yield _WITHOUT.format(function=names[function]), {"functions": left}
        yield _ALONE.format(function=names[function]), {"functions": [function]}


_OTHER = Text("“{fact}”改为“{value}”", "“{fact}” were “{value}”")
_WITHOUT = Text("去掉功能“{function}”", "without the function “{function}”")
_ALONE = Text("只留功能“{function}”", "the function “{function}” alone")
