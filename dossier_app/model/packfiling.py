"""The parts of a rule pack that make a filing: authority profiles, folders, papers and their chapters, principles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dossier_app.base.text import Text
from dossier_app.model.finding import Certainty

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilingProfile:
    """To whom a filing goes and how its folders and files are named.

    `classes` and `origins` say for which filings it is meant; `folder` and `file` are patterns of
    {code}, {section}, {title} and {part}; `certainty` is about these names.
    """

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    classes: tuple[str, ...]
    origins: tuple[str, ...]
    folder: str
    file: str
    note: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Volume:
    """The folder of one chapter of the directory; `prefix` is what the codes of its headings begin with."""

    KEY: ClassVar[Keys] = ("prefix",)
    prefix: str
    title: Text
    certainty: Certainty
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelatedPaper:
    """A document made from the same facts; `heading` is the directory heading it fills, empty for none."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    heading: str
    note: Text
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of a related paper.

    `sources` are `answer:<field>`, `record:<kind>:<field>,<field>`, `edition:` or `principles:`;
    `need` R wants at least one of them or a text of its own, CR may stay empty.
    `lead` stands first word for word; `hint` says what is missing when nothing fills it.
    """

    KEY: ClassVar[Keys] = ("key",)
    key: str
    paper: str
    title: Text
    need: str
    hint: Text
    cites: tuple[str, ...]
    certainty: Certainty
    sources: tuple[str, ...] = ()
    heading: str = ""
    lead: Text | None = None


@dataclass(frozen=True, slots=True)
class Principle:
    """One group of the essential principles of safety and performance; `applies` is yes, no or check for software alone."""

    KEY: ClassVar[Keys] = ("number",)
    number: str
    title: Text
    applies: str
    how: Text
    heading: str
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class SubmissionItem:
    """One thing to hand in when the authority is asked to determine the class (分类界定)."""

    KEY: ClassVar[Keys] = ("key",)
    key: str
    title: Text
    what: Text
    source: str
    cites: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class ShippedProfile:
    """What the pack knows of a province, city, platform or hospital on a day; all of it to be checked there."""

    KEY: ClassVar[Keys] = ("kind", "name")
    kind: str
    name: str
    limits: Text
    forms: Text
    price_items: Text
    service_demands: Text
    checked_on: str
    cites: tuple[str, ...]
    certainty: Certainty
