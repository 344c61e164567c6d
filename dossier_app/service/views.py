"""Dossiers as last read, so that one edit costs one table and not all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import TYPE_CHECKING

from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.dossier import Dossier
from dossier_app.model.records import Owner
from dossier_app.service.refusals import no_dossier
from dossier_app.store.engine import Database
from dossier_app.store.glance import Glance

if TYPE_CHECKING:
    from dossier_app.model.cases_facts import CaseFacts
    from dossier_app.model.records import Record
    from dossier_app.service.effects import Effects

FEW = 200
"""So many changed records are read one by one; of more, their whole kind is read again."""


@dataclass(slots=True)
class _View:
    dossier: Dossier
    stale_kinds: set[str]
    stale_answers: bool = False
    written: set[tuple[str, str]] = field(default_factory=set)
    """(kind, id) of the records that were added, changed or removed since"""


class Views:
    """The dossiers that were read since the file last changed from outside."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._views: dict[str, _View] = {}
        self._version = -1
        self._turn = RLock()

    def dossier(self, name: str) -> Dossier:
        """Return a dossier by id or key; raises NotFound or IntegrityBroken."""
        with self._turn, self._database.glancing() as glance:
            self._drop_if_foreign(glance.last_change())
            heading = glance.heading(name)
            if heading is None:
                raise no_dossier(name)
            view = self._views.get(heading.id)
            if view is None:
                read = replace(glance.dossier(heading), case_shelf=_Shelf(self._database))
                view = self._views[heading.id] = _View(read, set())
            _renew(view, glance)
            view.dossier = replace(view.dossier, heading=heading)
            return view.dossier

    def forget(self, dossiers: Collection[str], effects: Effects, seq: int) -> None:
        """Read again what the command of row `seq` touched the next time it is asked for."""
        shared = {kind for kind in effects.kinds if RECORD_KINDS[kind].owner is not Owner.DOSSIER}
        with self._turn:
            if self._version == seq - 1:
                self._version = seq
            for key, view in self._views.items():
                mine = key in dossiers
                stale = effects.kinds if mine else shared
                view.stale_kinds |= stale
                touched = effects.written | effects.removed
                view.written |= {(kind, each) for kind, each in touched if kind in stale}
                view.stale_answers |= mine

    def _drop_if_foreign(self, version: int) -> None:
        """Forget everything when another process has written since."""
        if version != self._version:
            self._views.clear()
            self._version = version


class _Shelf:
    """The shelf of case lists, loaded when it is first asked: most dossiers have none."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._shelf: Callable[[tuple[Record, ...]], CaseFacts] | None = None

    def __call__(self, records: tuple[Record, ...]) -> CaseFacts:
        """Return the facts of the lists."""
        if self._shelf is None:
            from dossier_app.service.caseshelf import Shelf

            self._shelf = Shelf(self._database)
        return self._shelf(records)


def _replaced(old: tuple[Record, ...], ids: set[str], glance: Glance) -> tuple[Record, ...]:
    """Return the records with a few read anew in their places; nothing when one is new, gone or moved."""
    if not old or not 0 < len(ids) <= FEW:
        return ()
    fresh = {each.id: each for each in glance.some(old[0].kind, ids)}
    places = {each.id: each.position for each in old if each.id in ids}
    if fresh.keys() != ids or places != {key: each.position for key, each in fresh.items()}:
        return ()
    return tuple(fresh.get(each.id, each) for each in old)


def _renew(view: _View, glance: Glance) -> None:
    identity = view.dossier.heading.id
    if view.stale_kinds:
        records = dict(view.dossier.records)
        for kind in view.stale_kinds:
            ids = {record for of, record in view.written if of == kind}
            found = _replaced(view.dossier.all(kind), ids, glance)
            found = found or glance.records(kind, identity)
            records[kind] = found
            if not found:
                del records[kind]
        ordered = {kind: records[kind] for kind in RECORD_KINDS if kind in records}
        view.dossier = replace(view.dossier, records=ordered)
        view.stale_kinds, view.written = set(), set()
    if view.stale_answers:
        answers, marks = glance.answers(identity), glance.marks(identity)
        view.dossier = replace(view.dossier, answers=answers, not_applicable=marks)
        view.stale_answers = False
