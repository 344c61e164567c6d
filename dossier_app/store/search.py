"""Full-text search over character pairs, so that a two-character Chinese word is found at once.

The index holds no text of its own; `passage` does. A removed passage is taken out of the index by giving
the index the same pairs again, which is what a contentless table asks for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, select, text

from dossier_app.store.engine import driver_of
from dossier_app.store.schema import PASSAGE

_RUN = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
_MANY = 400
_TAKE_OUT = "INSERT INTO search (search, rowid, grams) VALUES ('delete', :number, :grams)"
_PUT_IN = "INSERT INTO search (rowid, grams) VALUES (:number, :grams)"
_OF_ANSWER = (
    "SELECT number, text FROM passage"
    " WHERE kind = '' AND id = '' AND field = :field AND dossier = :dossier"
)
_DROP = "DELETE FROM passage WHERE number = :number"
_HIGHEST = "SELECT coalesce(max(number), 0) FROM passage"
_ADD = (
    "INSERT INTO passage (number, dossier, kind, id, field, page, text)"
    " VALUES (:number, :dossier, :kind, :id, :field, :page, :text)"
)
_FIND = text(
    "SELECT p.dossier, p.kind, p.id, p.field, p.page, p.text FROM search s JOIN passage p ON p.number = s.rowid"
    " WHERE s.grams MATCH :words ORDER BY s.rowid LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text and where it stands: `kind` empty for an answer, `page` 0 where there are none."""

    dossier: str
    kind: str
    id: str
    field: str
    page: int
    text: str


def replace_answer(connection: Connection, dossier: str, field: str, content: str) -> None:
    """Make `content` what is found of an answer; empty takes it out."""
    place = {"field": field, "dossier": dossier}
    driver = driver_of(connection)
    for number, was in driver.execute(_OF_ANSWER, place).fetchall():
        driver.execute(_TAKE_OUT, {"number": number, "grams": grams(was)})
        driver.execute(_DROP, {"number": number})
    if content.strip():
        add(connection, [Passage(dossier, "", "", field, 0, content)])


def replace_records(
    connection: Connection, kind: str, ids: Collection[str], passages: list[Passage]
) -> None:
    """Make `passages` all that is found of the records (or evidence contents) of a kind with these ids."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), _MANY):
        part = wanted[start : start + _MANY]
        _take_out(connection, [PASSAGE.c.kind == kind, PASSAGE.c.id.in_(part)])
    add(connection, [passage for passage in passages if passage.text.strip()])


def _take_out(connection: Connection, here: list[ColumnElement[bool]]) -> None:
    old = connection.execute(select(PASSAGE.c.number, PASSAGE.c.text).where(*here)).all()
    if old:
        gone = [{"number": number, "grams": grams(was)} for number, was in old]
        driver_of(connection).executemany(_TAKE_OUT, gone)
        connection.execute(delete(PASSAGE).where(*here))


def add(connection: Connection, passages: list[Passage]) -> None:
    """Add passages in bulk."""
    if not passages:
        return
    driver = driver_of(connection)
    last = driver.execute(_HIGHEST).fetchone()[0]
    rows = [
        {
            "number": last + at,
            "dossier": passage.dossier,
            "kind": passage.kind,
            "id": passage.id,
            "field": passage.field,
            "page": passage.page,
            "text": passage.text,
        }
        for at, passage in enumerate(passages, 1)
    ]
    driver.executemany(_ADD, rows)
    found = [{"number": row["number"], "grams": grams(str(row["text"]))} for row in rows]
    driver.executemany(_PUT_IN, found)


def find(connection: Connection, words: str, limit: int) -> list[Passage]:
    """Return passages that hold all words (split at white space), oldest first; nothing for no words."""
    query = match_words(words)
    if not query:
        return []
    rows = connection.execute(_FIND, {"words": query, "limit": limit}).all()
    return [Passage(*row) for row in rows]


def pages(
    connection: Connection, kind: str, ids: Collection[str]
) -> dict[str, list[tuple[int, str]]]:
    """Return the pages with their text of the records (or evidence contents) of a kind with these ids."""
    wanted, found = sorted(ids), dict[str, list[tuple[int, str]]]()
    place = (PASSAGE.c.id, PASSAGE.c.page, PASSAGE.c.text)
    for start in range(0, len(wanted), _MANY):
        here = PASSAGE.c.id.in_(wanted[start : start + _MANY])
        rows = select(*place).where(PASSAGE.c.kind == kind, here).order_by(PASSAGE.c.number)
        for name, page, content in connection.execute(rows):
            found.setdefault(name, []).append((page, content))
    return found


def grams(content: str) -> str:
    """Return what the index sees: Latin words whole, other writing as overlapping pairs and its last character."""
    return " ".join(
        gram
        for run in _RUN.findall(folded(content))
        for gram in (_pairs(run) if _is_wide(run) else [run])
    )


def match_words(words: str) -> str:
    """Return the index's query for a user's words: each a phrase, all of them wanted."""
    phrases = []
    for word in folded(words).split():
        runs = _RUN.findall(word)
        parts = [part for run in runs for part in (_pairs(run) if _is_wide(run) else [run])]
        if parts:
            whole = _is_wide(runs[-1]) and len(runs[-1]) > 1
            shown = parts[:-1] if whole else parts
            phrases.append('"' + " ".join(shown) + '"' + ("" if whole else "*"))
    return " AND ".join(phrases)


def folded(content: str) -> str:
    """Return text as it is compared: full-width forms made plain, case dropped."""
    return unicodedata.normalize("NFKC", content).casefold()


def _is_wide(run: str) -> bool:
    return not run[0].isascii()


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run))]
