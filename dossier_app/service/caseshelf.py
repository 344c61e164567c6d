"""The facts of a dossier's case lists, worked out when they are first asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from dossier_app.base.errors import IntegrityBroken
from dossier_app.base.text import Text, same
from dossier_app.model.cases import CaseContent, NotCasesError, unpack
from dossier_app.model.cases_facts import CaseFacts, ListFacts, facts_of, list_facts
from dossier_app.model.records import Record
from dossier_app.store import cases as store
from dossier_app.store.engine import Database

_DAMAGED = Text(
    "病例清单“{name}”的内容无法读出。请移除后重新导入。",
    "The content of case list “{name}” cannot be read. Remove it and import it again.",
)


@lru_cache(maxsize=16)
def read_content(data: bytes) -> tuple[CaseContent, ListFacts]:
    """Return packed cases and what they tell by themselves, worked out once; raises NotCasesError."""
    content = unpack(data)
    return content, list_facts("", "", content)


class Shelf:
    """Works out what case lists tell, once for each set of lists."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: tuple[tuple[tuple[str, str, str], ...], CaseFacts] | None = None

    def __call__(self, records: tuple[Record, ...]) -> CaseFacts:
        """Return the facts; raises IntegrityBroken where a content is not what was stored."""
        key = tuple((r.id, r.text("dataset"), r.text("content")) for r in records)
        known = self._known
        if known is None or known[0] != key:
            known = self._known = (key, self._worked_out(records))
        return known[1]

    def _worked_out(self, records: tuple[Record, ...]) -> CaseFacts:
        found: list[tuple[ListFacts, CaseContent]] = []
        absent: list[str] = []
        for record in records:
            with self._database.reading() as connection:
                data = store.data_of(connection, record.text("content"))
            if data is None:
                absent.append(record.id)
                continue
            try:
                content, facts = read_content(data)
            except NotCasesError as error:
                message = _DAMAGED.format(name=same(record.text("file_name")))
                raise IntegrityBroken(message, place=record.id, code="CASES-BAD") from error
            own = replace(facts, dataset=record.text("dataset"), record=record.id)
            found.append((own, content))
        return facts_of(found, tuple(absent))
