"""The parts of a rule pack that classification reads: nodes, channels, names, catalogue, cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from dossier_app.base.text import Text
from dossier_app.model.conditions import ALWAYS, Condition
from dossier_app.model.finding import Certainty

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One way out of a node: taken when its condition holds, with answer, reason, citation and effect."""

    answer: Text
    why: Text
    cites: tuple[str, ...]
    certainty: Certainty
    goto: str
    test: Condition = ALWAYS
    property: str = ""
    klass: str = field(default="", metadata={"key": "class"})
    code: str = ""
    aid: bool = False
    host: bool = False
    flags: tuple[str, ...] = ()
    route: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One question of the table. Scope `product` is asked once, `function` for each function, `final` at the end."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    scope: str
    question: Text
    branch: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class FlagText:
    """A flag of the result with the sentence that explains it."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    text: Text


@dataclass(frozen=True, slots=True)
class Channel:
    """Who decides and by which route, for a property, class and origin."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    test: Condition
    authority: Text
    route: Text
    text: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Consequence:
    """Something that follows from the class; `value` is printed when it is not empty."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    test: Condition
    text: Text
    cites: tuple[str, ...]
    certainty: Certainty
    value: str = ""


@dataclass(frozen=True, slots=True)
class Trap:
    """A warning proven by cases, shown beside a result when its condition holds."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    test: Condition
    text: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Term:
    """A defined word of the vocabulary."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    term: Text
    meaning: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """One row of the classification catalogue; `classes` are those seen, `certainty` is about them."""

    KEY: ClassVar[Keys] = ("code",)
    code: str
    name: Text
    covers: Text
    classes: tuple[str, ...]
    cites: tuple[str, ...]
    certainty: Certainty
    ai_note: Text | None = None
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class NameRule:
    """A naming rule: when its condition holds, the name wants one of `wants` and none of `bars`."""

    KEY: ClassVar[Keys] = ("code",)
    code: str
    test: Condition
    text: Text
    cites: tuple[str, ...]
    certainty: Certainty
    wants: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()

    def broken_by(self, name: str) -> bool:
        """Return whether `name` lacks every wanted word or holds a barred one."""
        lacks = bool(self.wants) and not any(part in name for part in self.wants)
        return lacks or any(part in name for part in self.bars)


@dataclass(frozen=True, slots=True)
class NameFamily:
    """A family of generic names with its core words and how a name is put together."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    core_words: tuple[str, ...]
    pattern: Text
    example: str
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Case:
    """A decision that was made: `must_match` the table, or `precedent_only` and shown as conflicting."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    name: str
    determined: str
    era: str
    certainty: Certainty
    use: str
    facts: Mapping[str, Any]
    property: str
    klass: str = field(default="", metadata={"key": "class"})
    code_prefix: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class ProvinceName:
    """A short name at the head of class II certificate numbers; variants are unconfirmed."""

    KEY: ClassVar[Keys] = ("short",)
    short: str
    name: Text
    certainty: Certainty
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberForm:
    """One form of certificate or filing numbers: a pattern with named groups."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    pattern: str
    shape: str
    cites: tuple[str, ...]
    certainty: Certainty
