"""Long work reports, can be cancelled, fails as a sentence, and leaves no thread behind."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from dossier_app.base.errors import BadInput, Cancelled, DossierError
from dossier_app.base.text import Text
from dossier_app.ui.jobs import Job, Jobs
from tests.ui.waiting import until

NAME = Text("工作", "work")


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_result_comes_back_on_the_main_thread(jobs: Jobs):
    seen: list[tuple[int, bool]] = []
    main = threading.current_thread()
    owner = QObject()
    jobs.run(
        NAME, lambda job: 42, lambda n: seen.append((n, threading.current_thread() is main)), owner
    )
    until(lambda: seen)
    assert seen == [(42, True)]


def test_progress_is_reported(jobs: Jobs):
    steps: list[tuple[int, int]] = []
    done: list[None] = []
    owner = QObject()
    jobs.started.connect(lambda job: job.progressed.connect(lambda d, t, w: steps.append((d, t))))

    def work(job: Job) -> None:
        job.step(1, 3)
        job.step(3, 3)

    jobs.run(NAME, work, done.append, owner)
    until(lambda: done)
    assert steps == [(1, 3), (3, 3)]


def test_cancelled_work_stops_at_its_next_step(jobs: Jobs):
    gate, failed, done = threading.Event(), list[DossierError](), list[object]()
    jobs.failed.connect(failed.append)
    owner = QObject()

    def work(job: Job) -> None:
        gate.wait(10)
        job.step(1, 2)

    job = jobs.run(NAME, work, done.append, owner)
    job.cancel()
    gate.set()
    until(lambda: failed)
    assert isinstance(failed[0], Cancelled)
    assert done == []


def test_refusal_is_told_and_not_delivered(jobs: Jobs):
    failed, done = list[DossierError](), list[object]()
    jobs.failed.connect(failed.append)
    owner = QObject()

    def work(job: Job) -> None:
        raise BadInput(NAME)

    jobs.run(NAME, work, done.append, owner)
    until(lambda: failed)
    assert failed[0].message == NAME
    assert done == []
    assert not jobs.is_busy()


def test_only_the_last_of_several_results_is_delivered(jobs: Jobs):
    seen: list[int] = []
    owner = QObject()
    for number in range(20):
        jobs.latest("same", lambda n=number: n, seen.append, owner)
    until(lambda: seen and seen[-1] == 19)
    assert seen[-1] == 19
    assert seen == sorted(seen)


def test_result_for_a_widget_that_is_gone_is_dropped(jobs: Jobs):
    gate, seen, other = threading.Event(), list[object](), list[object]()
    owner, keeper = QObject(), QObject()
    jobs.latest("a", lambda: gate.wait(10), seen.append, owner)
    import shiboken6

    shiboken6.delete(owner)
    gate.set()
    jobs.latest("b", lambda: 1, other.append, keeper)
    until(lambda: other)
    assert seen == []


def test_closing_leaves_no_thread(qapp: object):
    before = {thread.name for thread in threading.enumerate()}
    jobs = Jobs()
    done: list[int] = []
    owner = QObject()
    jobs.latest("x", lambda: 1, done.append, owner)
    until(lambda: done)
    jobs.close()
    left = {t.name for t in threading.enumerate() if t.name.startswith("dossier")} - before
    assert left == set()
