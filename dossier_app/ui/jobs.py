"""Long work beside the window: one pool, and one signal that carries closures to the main thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from dossier_app.base.errors import Cancelled, DossierError
from dossier_app.base.text import Text

T = TypeVar("T")


class Job(QObject):
    """One piece of long work that a person watches: a Progress that can be cancelled."""

    progressed = Signal(int, int, object)
    ended = Signal()

    def __init__(self, name: Text) -> None:
        super().__init__()
        self.name = name
        self._stop = Event()

    def step(self, done: int, total: int, what: Text | None = None) -> None:
        """Report from the pool thread; raises Cancelled once the user asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total, what)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()


class Jobs(QObject):
    """Runs work in a pool and hands results to the main thread."""

    _deliver = Signal(object)
    started = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="dossier")
        self._running: set[Job] = set()
        self._turn: dict[str, int] = {}
        self._unseen = 0
        self._closed = False
        self._held: list[Callable[[], None]] | None = None
        self._deliver.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(
        self, name: Text, work: Callable[[Job], T], done: Callable[[T], None], owner: QObject
    ) -> Job:
        """Run watched work; `done` gets its result on the main thread while `owner` lives."""
        job = Job(name)
        self._running.add(job)
        self.started.emit(job)
        future = self._pool.submit(work, job)
        future.add_done_callback(
            lambda f: self._hand_over(lambda: self._finish(job, f, done, owner))
        )
        return job

    def latest(
        self, key: str, work: Callable[[], T], done: Callable[[T], None], owner: QObject
    ) -> None:
        """Run short work unseen; of several calls with one key only the last result is delivered."""
        if self._closed:
            return
        turn = self._turn[key] = self._turn.get(key, 0) + 1
        self._unseen += 1

        def current(future: Future[T]) -> None:
            self._unseen -= 1
            if self._turn.get(key) == turn:
                self._settle(future, done, owner)

        def submit() -> None:
            self._pool.submit(self._only_if(key, turn, work)).add_done_callback(
                lambda f: self._hand_over(lambda: current(f))
            )

        if self._held is None:
            submit()
        else:
            self._held.append(submit)

    def hold(self) -> None:
        """Let unseen work wait until `release`: the first picture of the window goes before it."""
        self._held = []

    def is_held(self) -> bool:
        """Return whether unseen work waits for `release`."""
        return self._held is not None

    def release(self) -> None:
        """Start what waited."""
        held, self._held = self._held or [], None
        for submit in held if not self._closed else ():
            submit()

    def is_busy(self) -> bool:
        """Return whether watched work is under way."""
        return bool(self._running)

    def is_quiet(self) -> bool:
        """Return whether nothing at all is under way, unseen work included."""
        return not self._running and not self._unseen

    def close(self) -> None:
        """Cancel what runs and wait until the pool is empty."""
        self._closed = True
        self._turn.clear()
        for job in self._running:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def _only_if(self, key: str, turn: int, work: Callable[[], T]) -> Callable[[], T]:
        def guarded() -> T:
            if self._turn.get(key) != turn:
                raise Cancelled
            return work()

        return guarded

    def _hand_over(self, closure: Callable[[], None]) -> None:
        if not self._closed and shiboken6.isValid(self):
            self._deliver.emit(closure)

    def _call(self, closure: Callable[[], None]) -> None:
        closure()

    def _finish(
        self, job: Job, future: Future[T], done: Callable[[T], None], owner: QObject
    ) -> None:
        self._running.discard(job)
        job.ended.emit()
        self._settle(future, done, owner)

    def _settle(self, future: Future[T], done: Callable[[T], None], owner: QObject) -> None:
        if future.cancelled():
            return
        trouble = future.exception()
        if isinstance(trouble, DossierError):
            self.failed.emit(trouble)
        elif trouble is not None:
            raise trouble
        elif shiboken6.isValid(owner):
            done(future.result())
