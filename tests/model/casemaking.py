"""Case lists made by hand for tests: rows of plain words in, packed columns or a dossier that holds them out."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b

from dossier_app.model.cases import IDS, CaseColumn, CaseContent, Words
from dossier_app.model.cases_facts import CaseFacts, facts_of, list_facts
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import Value
from dossier_app.model.records import Record

Rows = Sequence[Mapping[str, str]]


_FILLED: dict[str, Value] = {
    "file_sha256": "f" * 64,
    "taken_on": date(2026, 1, 5),
    "rows": 1,
    "patients": 1,
    "content": "c" * 64,
}


def content(rows: Rows, salt: str = "s") -> CaseContent:
    """Return rows of column words (`patient`, `age`, ...) as a list."""
    columns = [CaseColumn(name) for name in rows[0]]
    ids = {c: array("Q", [_number(r[c.value]) for r in rows]) for c in columns if c in IDS}
    words = {c: _words([r[c.value] for r in rows]) for c in columns if c not in IDS}
    return CaseContent(len(rows), salt, ids, words)


def cases(n: int, start: int = 0, **fixed: str) -> list[dict[str, str]]:
    """Return n patients with one study and image each."""
    return [
        {"patient": f"p{at}", "study": f"s{at}", "image": f"i{at}", **fixed}
        for at in range(start, start + n)
    ]


def holding(
    held: Dossier, lists: Mapping[str, CaseContent], absent: tuple[str, ...] = ()
) -> Dossier:
    """Return the dossier with a case list for each data set named, and those of `absent` without content."""
    records = tuple(
        Record(
            f"cl-{key}",
            "case_list",
            "d",
            at,
            {**_FILLED, "dataset": key, "file_name": f"{key}.csv"},
        )
        for at, key in enumerate((*lists, *absent))
    )
    named = [(list_facts(key, f"cl-{key}", each), each) for key, each in lists.items()]
    facts = facts_of(named, tuple(f"cl-{key}" for key in absent))

    def shelf(_records: tuple[Record, ...]) -> CaseFacts:
        return facts

    return replace(held, records={**held.records, "case_list": records}, case_shelf=shelf)


def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest()) if word else 0


def _words(said: Sequence[str]) -> Words:
    known = list(dict.fromkeys(["", *said]))
    return Words(tuple(known), array("H", map(known.index, said)))
