"""The rows of a tender as the page shows them, judged in a pool thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from dossier_app.base.text import Text
from dossier_app.model.deviation import Judgement, judge_response
from dossier_app.model.dossier import Dossier
from dossier_app.model.edition import approved_edition
from dossier_app.model.records import Record


class State(Enum):
    """What is to be said first of a row."""

    EMPTY = "empty"
    PARTLY = "partly"
    BEYOND = "beyond"
    NEGATIVE = "negative"
    POSITIVE = "positive"
    EQUAL = "equal"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class TenderRow:
    """One requirement with its response, how that was judged, and its evidence."""

    requirement: Record
    response: Record | None
    judgement: Judgement
    evidence: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """The requirement's id."""
        return self.requirement.id

    @property
    def marks(self) -> str:
        """The marks that hold for this row."""
        return self.requirement.text("effective_marks") or self.requirement.text("marks")

    @property
    def answer(self) -> str:
        """The response's words."""
        return self.response.text("text") if self.response else ""

    @property
    def deviation(self) -> str:
        """What the firm says: none, positive, negative or nothing yet."""
        return self.response.text("deviation") if self.response else ""

    @property
    def state(self) -> State:
        """What is to be said first: missing, beyond scope, then the deviation."""
        if not self.answer.strip():
            return State.EMPTY
        if self.judgement.beyond_scope:
            return State.BEYOND
        if not self.judgement.complete:
            return State.PARTLY
        by_word = {"negative": State.NEGATIVE, "positive": State.POSITIVE, "none": State.EQUAL}
        return by_word.get(self.deviation, State.OPEN)

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in (State.EQUAL, State.POSITIVE, State.NEGATIVE) and bool(self.evidence)


def tender_rows(dossier: Dossier, tender: str, on: date) -> tuple[TenderRow, ...]:
    """Return the rows of a tender in their order, each judged."""
    edition = approved_edition(dossier, on)
    answers = {r.text("requirement"): r for r in dossier.where("response", tender=tender)}
    links = _links(dossier)
    return tuple(
        TenderRow(
            each,
            answer := answers.get(each.id),
            judge_response(each, answer, edition, dossier),
            links.get(each.id, ()) + (links.get(answer.id, ()) if answer else ()),
        )
        for each in dossier.where("requirement", tender=tender)
    )


def _links(dossier: Dossier) -> dict[str, tuple[tuple[str, str], ...]]:
    titles = {r.id: r.text("title") for r in dossier.all("evidence")}
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for link in dossier.all("link"):
        words = f"{titles.get(link.text('evidence'), '?')} {link.text('pages')}".strip()
        key = link.text("target")
        found[key] = (*found.get(key, ()), (link.id, words))
    return found


FILTERS: tuple[tuple[str, Text, Callable[[TenderRow], bool] | None], ...] = (
    ("all", Text("全部", "All"), None),
    ("star", Text("★ 未响应", "★ no answer"), lambda r: "★" in r.marks and not r.answer.strip()),
    ("empty", Text("未响应", "No answer"), lambda r: r.state is State.EMPTY),
    ("partly", Text("未答全", "Partly answered"), lambda r: r.state is State.PARTLY),
    ("beyond", Text("超范围", "Beyond scope"), lambda r: r.state is State.BEYOND),
    ("negative", Text("负偏离", "Negative"), lambda r: r.deviation == "negative"),
    ("proof", Text("缺证明页", "No evidence"), lambda r: bool(r.answer.strip()) and not r.evidence),
    ("done", Text("完成", "Done"), lambda r: r.done),
)


def counted_rows(
    dossier: Dossier, tender: str, on: date
) -> tuple[tuple[TenderRow, ...], dict[str, int]]:
    """Return the rows of a tender and how many each filter lets through."""
    rows = tender_rows(dossier, tender, on)
    counts = {key: len(rows) if test is None else sum(map(test, rows)) for key, _, test in FILTERS}
    return rows, counts
