"""A workspace on disk with one dossier, and a clock that the test moves."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dossier_app.service.commands import CreateDossier
from dossier_app.service.workspace import Workspace


class StepClock:
    """Each look is one second later."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> StepClock:
    return StepClock()


@pytest.fixture
def ws(tmp_path: Path, clock: StepClock) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "工作区 𠮷", person="王工", clock=clock) as workspace:
        workspace.do(CreateDossier("d1", "lung", "肺结节"))
        yield workspace
