"""What a check works on: dossier, rule pack, day, tender, and what several checks look up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypedDict, TypeVar, Unpack

from dossier_app.base.errors import NotFound
from dossier_app.base.text import Text
from dossier_app.model.checks.codes import RULES
from dossier_app.model.completeness import responses_by_requirement
from dossier_app.model.dossier import Dossier
from dossier_app.model.edition import ApprovedEdition, approved_edition
from dossier_app.model.finding import Certainty, Finding, Fix, Place, Severity
from dossier_app.model.lots import LotProduct, product_of
from dossier_app.model.records import Record
from dossier_app.model.rulepack import RulePack

_Made = TypeVar("_Made")
_OPEN_STATES = ("preparing", "submitted")


@dataclass(frozen=True, slots=True)
class Scene:
    """One judging. `tender` empty: every tender that is still open is judged."""

    dossier: Dossier
    pack: RulePack
    on: date
    tender: str = ""
    _held: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: str, make: Callable[[], _Made]) -> _Made:
        """Return what `make` gives, made at the first asking."""
        if key not in self._held:
            self._held[key] = make()
        made: _Made = self._held[key]
        return made

    def edition(self, on: date | None = None) -> ApprovedEdition | None:
        """Return the approved edition in force on a day (the judged one if none is named)."""
        day = on or self.on
        return self.once(f"edition:{day}", lambda: approved_edition(self.dossier, day))

    def product(self, row: Record, on: date) -> tuple[LotProduct, ApprovedEdition | None]:
        """Return the product that a requirement is about, and what is approved of it on a day."""
        found = product_of(self.dossier, row)
        if found.dossier is self.dossier:
            return found, self.edition(on)
        return found, self.once(f"edition:{found.key}:{on}", lambda: found.edition(on))

    def get(self, kind: str, record_id: str) -> Record | None:
        """Return one record by its id, None when it is not there."""
        table = self.once(f"ids:{kind}", lambda: {r.id: r for r in self.dossier.all(kind)})
        return table.get(record_id)

    def tenders(self) -> tuple[Record, ...]:
        """Return the tenders judged: the one asked for, else those still open."""
        if self.tender:
            found = self.dossier.find("tender", self.tender)
            return (found,) if found else ()
        return tuple(t for t in self.dossier.all("tender") if t.text("state") in _OPEN_STATES)

    def rows(self, kind: str, tender: Record) -> tuple[Record, ...]:
        """Return a tender's rows of a kind."""
        return self._grouped(kind).get(tender.id, ())

    def _grouped(self, kind: str) -> dict[str, tuple[Record, ...]]:
        def group() -> dict[str, tuple[Record, ...]]:
            groups: dict[str, list[Record]] = {}
            for row in self.dossier.all(kind):
                groups.setdefault(row.text("tender"), []).append(row)
            return {name: tuple(rows) for name, rows in groups.items()}

        return self.once(f"rows:{kind}", group)

    def answers(self, tender: Record) -> Iterator[tuple[Record, Record | None]]:
        """Yield each requirement of a tender with its response."""
        responses = self.once("responses", lambda: responses_by_requirement(self.dossier))
        for row in self.rows("requirement", tender):
            yield row, responses.get(row.id)

    def deadline(self, tender: Record) -> date:
        """Return the day on which a tender is judged: its deadline, else the judged day."""
        return tender.day("deadline") or self.on

    def effects(self, tender: Record) -> dict[str, str]:
        """Return what each mark of a tender means."""
        rows = self.rows("mark", tender)
        return self.once(
            f"marks:{tender.id}", lambda: {m.text("symbol"): m.text("effect") for m in rows}
        )

    def is_substantive(self, row: Record, tender: Record) -> bool:
        """Tell whether a requirement carries a mark that rejects the bid."""
        effects = self.effects(tender)
        return any(effects.get(symbol) == "reject" for symbol in marks_of(row))


def marks_of(row: Record) -> tuple[str, ...]:
    """Return the marks that count for a requirement, inherited ones included."""
    return tuple(dict.fromkeys((row.text("effective_marks") or row.text("marks")).replace(" ", "")))


def paper_end(record: Record | None) -> date | None:
    """Return when a paper ends; none while a renewal is filed in time."""
    if record is None:
        return None
    end, filed = record.day("expires_on"), record.day("renewal_filed_on")
    return None if end is not None and filed is not None and filed < end else end


def answer_place(scene: Scene, key: str) -> Place:
    """Return the place of an answered field."""
    return Place("", scene.dossier.heading.id, key)


def place_of(record: Record, key: str = "") -> Place:
    """Return the place of a record or one of its fields."""
    return Place(record.kind, record.id, key)


class Details(TypedDict, total=False):
    """What a finding may say beyond its code, place and message."""

    tender: str
    fix: Fix | None
    severity: Severity | None
    quotes: tuple[str, ...]
    step: str
    gate: str


def found(
    scene: Scene, code: str, place: Place, message: Text, **details: Unpack[Details]
) -> Finding:
    """Return a finding: what a code says by default, the pack's source where it has one, C never blocking."""
    rule = RULES[code]
    severity, citation, certainty = sourced(scene.pack, code)
    severity = details.get("severity") or severity
    if certainty is Certainty.C and severity is Severity.BLOCKER:
        severity = Severity.WARNING
    return Finding(
        code,
        severity,
        details.get("step") or rule.step,
        place,
        message,
        verdict=rule.verdict,
        citation=citation,
        certainty=certainty,
        fix=details.get("fix"),
        tender=details.get("tender", ""),
        gate=details.get("gate", ""),
        quotes=details.get("quotes", ()),
    )


def sourced(pack: RulePack, code: str) -> tuple[Severity, str, Certainty]:
    """Return severity, citation and certainty of a code: the pack's rule of that code first, else our own."""
    own = RULES[code]
    try:
        rule = pack.rule(code)
    except NotFound:
        return own.severity, own.citation, own.certainty
    return rule.severity, rule.cites[0] if rule.cites else own.citation, rule.certainty


def set_answer(scene: Scene, key: str, value: str, label: Text) -> Fix:
    """Return a mend that sets an answer."""
    command = {"do": "SetAnswer", "dossier": scene.dossier.heading.id, "field": key, "value": value}
    return Fix(label, (command,))


def change_record(record: Record, key: str, value: str, label: Text) -> Fix:
    """Return a mend that changes one field of a record."""
    command = {"do": "ChangeRecord", "kind": record.kind, "id": record.id, "values": {key: value}}
    return Fix(label, (command,))
