"""Paragraphs turned into rows: what is a heading, a clause, the rest of a clause, or prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dossier_app.model.measure import parse_thresholds
from dossier_app.readers.clauses import Clause, is_below, rank, split_clauses, squeezed, take_apart
from dossier_app.readers.parts import BUSINESS, QUALIFICATION, TECHNICAL, fact_in, part_of
from dossier_app.readers.raw import Grid, Line
from dossier_app.readers.rows import Rows

_LEADER = re.compile(r"[.…·．]{4,}\s*\d+\s*$")
_NOTE = re.compile(r"^[（(]?(?:注|说明|备注|附注|提示)\d*[：:、.]")
_TERM = re.compile(r"期|付款|保证金|工期|保修|地点")
_PARTS = frozenset({TECHNICAL, BUSINESS, QUALIFICATION})
_ENDED = re.compile(r"[。；;，,！!？?]\s*$")


class FlowReader:
    """Reads lines into `rows`, looking at what comes next to tell headings from clauses."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._numbered = False

    def read(self, line: Line, before: Grid | Line | None, ahead: Sequence[Grid | Line]) -> None:
        """Add one line; `before` is what stands above it, `ahead` the next few blocks."""
        after = ahead[0] if ahead else None
        if isinstance(after, Grid) and after.letters:  # the next sheet
            after = None
        text = squeezed(line.text)
        if not text or _LEADER.search(text):
            return
        head = take_apart(text)
        if self._is_fact(head, text) or _NOTE.match(text):
            self._rows.prose.append(text)
            self._rows.close()
        elif self._is_heading(line, head, before, after):
            self._numbered = False
            self._rows.heading(text, _depth(line, head, after))
        elif head.number or head.marks or line.bullet:
            self._numbered = True
            for clause in split_clauses(line.text, own_number=False):
                self._rows.add(clause, line.place)
        else:
            self._prose(line, text, before, ahead)

    def _is_fact(self, head: Clause, text: str) -> bool:
        """Keep what a line says about the project; True if it says nothing else (a numbered term is a clause too)."""
        fact = fact_in(text)
        if fact is None:
            return False
        if self._rows.kind() not in _PARTS or not head.number:
            self._rows.facts.setdefault(*fact)
        return not (
            (head.number or head.marks) and (self._rows.kind() in _PARTS or _TERM.search(fact[0]))
        )

    def _prose(
        self, line: Line, text: str, before: Grid | Line | None, ahead: Sequence[Grid | Line]
    ) -> None:
        """Take a line without number or mark: the rest of the clause above, a row of an unnumbered list, or prose."""
        same = isinstance(before, Line) and before.place == line.place
        if (same or text.startswith(("（", "(")) or self._numbered) and self._rows.continue_last(
            text
        ):
            return
        if (
            self._rows.kind() in _PARTS
            and not self._numbered
            and not text.endswith(("：", ":"))
            and not _leads_list(ahead)
        ):
            self._rows.add(Clause("", "", text), line.place)
            self._rows.close()
            return
        self._rows.prose.append(text)

    def _is_heading(
        self, line: Line, head: Clause, before: Grid | Line | None, after: Grid | Line | None
    ) -> bool:
        title = head.text.rstrip("：:")
        if not title or len(title) > 40 or _ENDED.search(title) or parse_thresholds(title):
            return False
        if isinstance(before, Line) and before.place == line.place:
            return False
        if head.marks and (not head.number or rank(head.number) >= 10):
            return False
        if isinstance(after, Grid):
            return not title.startswith(("（", "(")) and not line.bullet
        if after is None:
            return False
        following = take_apart(after.text)
        if head.number:
            return self._leads(line, head, after, following)
        if line.level:
            return True
        if title.startswith(("（", "(")) or line.bullet or len(title) > 30:
            return False
        is_item = bool(following.number or following.marks)
        if part_of(title) and len(title) <= 16 and not fact_in(after.text):
            return True
        return is_item and not re.search(r"[，,、。；;：:]", title)

    def _leads(self, line: Line, head: Clause, after: Line, following: Clause) -> bool:
        """Tell whether a numbered title leads what follows: a deeper number, or prose below a chapter."""
        if following.number:
            deeper = is_below(following.number, head.number)
            restarts = rank(head.number) < 10 <= rank(following.number)
            return deeper or restarts or (line.level > 0 and after.level > line.level)
        if following.marks:
            return rank(head.number) < 10
        return (
            rank(head.number) <= 3
            and len(head.text) <= 25
            and not after.text.startswith(("（", "("))
        )


def _leads_list(ahead: Sequence[Grid | Line]) -> bool:
    """Tell whether a table or numbered clauses follow before the next chapter: what stands before them is prose."""
    for block in ahead:
        if isinstance(block, Grid):
            return True
        head = take_apart(block.text)
        if head.number or head.marks:
            return not head.number or rank(head.number) >= 10
    return False


def _depth(line: Line, head: Clause, after: Grid | Line | None) -> float | None:
    """Return a heading's depth: by its number, else by its style, else just above what follows."""
    if head.number:
        return None
    if line.level:
        return min(line.level - 1, 5.0)
    if isinstance(after, Line):
        following = take_apart(after.text)
        if following.number:
            return min(rank(following.number), 5.5) - 0.5
    return 5.0
