"""Requirement rows as they are found: section, kind and the marks that parents pass down."""

from __future__ import annotations

from dataclasses import dataclass, field

from dossier_app.model.measure import parse_thresholds
from dossier_app.model.tenderfile import PriceRow, RequirementRow, ScoreRow, SourcePlace
from dossier_app.readers.clauses import Clause, is_below, rank, take_apart
from dossier_app.readers.parts import OTHER, TECHNICAL, part_of, strong_part_of


@dataclass(slots=True)
class _Above:
    """Something that may stand above a row: a heading or a clause with its marks and part."""

    depth: float
    number: str
    marks: str
    kind: str
    title: str = ""
    heading: bool = False


@dataclass(slots=True)
class _Draft:
    """A row that may still grow by a continued line."""

    section: str
    number: str
    marks: str
    effective: str
    text: str
    kind: str
    source: SourcePlace

    def row(self) -> RequirementRow:
        """Return the finished row."""
        return RequirementRow(
            self.section,
            self.number,
            self.marks,
            self.effective,
            self.text,
            self.kind,
            parse_thresholds(self.text),
            self.source,
        )


@dataclass(slots=True)
class Rows:
    """Collects what a file says, in its order."""

    drafts: list[_Draft] = field(default_factory=list)
    scoring: list[ScoreRow] = field(default_factory=list)
    prices: list[PriceRow] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    prose: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    sums: list[tuple[str, str, str]] = field(default_factory=list)
    totals: dict[str, str] = field(default_factory=dict)
    base_kind: str = ""
    base_section: str = ""
    _above: list[_Above] = field(default_factory=list)
    _open: bool = False

    def begin(self, section: str, kind: str) -> None:
        """Start a sheet: no heading holds any longer."""
        self._above.clear()
        self.base_section, self.base_kind = section, kind
        self._open = False

    def heading(self, title: str, depth: float | None = None) -> None:
        """Open a section; it ends those at its depth and below, and its marks cover what follows."""
        head = take_apart(title)
        level = depth if depth is not None else (rank(head.number) if head.number else 5.0)
        outer = self.kind()
        while self._above and not (
            self._above[-1].heading and self._stands_below(level, head.number, self._above[-1])
        ):
            self._above.pop()
        kind = self._kind_below(title, outer)
        self._above.append(_Above(level, head.number, head.marks, kind, _bare(title), heading=True))
        self._open = False

    def _stands_below(self, level: float, number: str, above: _Above) -> bool:
        if level <= above.depth:
            return False
        return is_below(number, above.number) if number and above.number else True

    def _kind_below(self, title: str, before: str) -> str:
        """Return the part a heading opens: its own words, else the part around it."""
        strong = strong_part_of(title)
        headings = [each for each in self._above if each.heading]
        if headings:
            return strong or headings[-1].kind
        found = strong or part_of(title)
        if found or self.base_kind:
            return strong or self.base_kind or found or ""
        return before if before in {"", TECHNICAL} else OTHER

    def kind(self) -> str:
        """Return the part that holds now, empty if no title has said."""
        headings = [each for each in self._above if each.heading]
        return headings[-1].kind if headings else self.base_kind

    def section(self) -> str:
        """Return the innermost heading, else the sheet's name."""
        headings = [each for each in self._above if each.heading]
        return headings[-1].title if headings else self.base_section

    def add(
        self, clause: Clause, source: SourcePlace, *, section: str = "", passed: str = ""
    ) -> None:
        """Add one clause; `passed` are marks of a row or group that covers it, `section` overrides the heading."""
        number, marks = clause.number, clause.marks
        if not clause.text:
            return
        while number and self._above and not self._above[-1].heading:
            if is_below(number, self._above[-1].number):
                break
            self._above.pop()
        parents = [each for each in self._above if each.heading or number]
        inherited = passed + "".join(each.marks for each in parents)
        effective = "".join(dict.fromkeys(marks + inherited))
        kind = self.kind() or TECHNICAL
        self.drafts.append(
            _Draft(section or self.section(), number, marks, effective, clause.text, kind, source)
        )
        if number:
            self._above.append(_Above(rank(number), number, marks, kind))
        self._open = True

    def continue_last(self, text: str) -> bool:
        """Add a line to the clause above it; False if there is none in this section."""
        if not self._open or not self.drafts:
            return False
        draft = self.drafts[-1]
        draft.text = (
            f"{draft.text} {text}"
            if draft.text[-1:].isascii() and text[:1].isascii()
            else draft.text + text
        )
        return True

    def close(self) -> None:
        """End the clause above: what follows does not continue it."""
        self._open = False


def _bare(title: str) -> str:
    """Return a title as printed, without its marks and a closing colon."""
    head = take_apart(title)
    text = " ".join(title.split()).rstrip("：:").strip()
    if not head.marks:
        return text
    for mark in head.marks:
        for shape in (f"({mark})", f"（{mark}）", f"【{mark}】", f"[{mark}]", mark):
            text = (
                text.replace(shape, "", 1)
                if shape in text[: len(text) - len(head.text) + 1]
                else text
            )
    return text.strip()
