"""Conditions of rule packs: fields in sets joined by *and*; there is no expression language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

FactTable = Mapping[str, tuple[str, ...]]
"""Every fact as the tuple of its values; yes/no facts are `true` or `false`; nothing known is `()`."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when every part holds.

    `when`: at least one of the fact's values is in the set. `only`: there are values and all
    are in the set. `without`: no value is in the set. `empty`: these facts have no value.
    """

    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    empty: tuple[str, ...] = ()

    def holds(self, facts: FactTable) -> bool:
        """Return whether all parts hold for `facts`."""
        return (
            all(_meets(facts.get(key, ()), wanted) for key, wanted in self.when.items())
            and all(_within(facts.get(key, ()), wanted) for key, wanted in self.only.items())
            and not any(_meets(facts.get(key, ()), banned) for key, banned in self.without.items())
            and not any(facts.get(key, ()) for key in self.empty)
        )

    @property
    def is_open(self) -> bool:
        """Return whether it holds for any facts."""
        return not (self.when or self.only or self.without or self.empty)

    def parts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield every fact key named, with the values named for it."""
        for table in (self.when, self.only, self.without):
            yield from table.items()
        for key in self.empty:
            yield key, ()


ALWAYS = Condition()


def _meets(values: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return any(value in wanted for value in values)


def _within(values: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return bool(values) and all(value in wanted for value in values)
