"""Makes the saved workspace file of this release; run once a release: python -m tests.saved.make NAME."""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from dossier_app.service import exchange, imports
from dossier_app.service.commands import (
    AddRecord,
    Confirm,
    CreateDossier,
    MarkNotApplicable,
    SetAnswer,
)
from dossier_app.service.workspace import Workspace
from dossier_app.store.backup import copy_database

HERE = Path(__file__).resolve().parent
MOMENT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
COMMANDS = (
    CreateDossier("d1", "saved", "存档样例", "cn-imaging-ai-2026.11@released", "2026-11-22"),
    SetAnswer("d1", "claim.model", "LN-1 <b>&\n𠮷"),
    SetAnswer("d1", "claim.medical_purpose", True),
    SetAnswer("d1", "claim.users", "放射科医师"),
    MarkNotApplicable("d1", "claim.host_code", "独立软件，无宿主"),
    AddRecord("", "party", "p1", {"name": "样例医疗科技", "role": "registrant"}),
    AddRecord("", "reference_case", "r1", {"hospital": "样例医院", "amount": "780000.50"}),
    AddRecord("d1", "indicator", "i1", {"clause": "2.3.1", "name": "敏感度", "value": "95"}),
    AddRecord("d1", "test_method", "m1", {"clause": "3.3.1", "indicator": "i1"}),
    AddRecord(
        "d1",
        "tender",
        "t1",
        {
            "code": "T1",
            "opening": "2027-03-16T09:30+08:00",
            "validity_days": 90,
            "distributor": "p1",
        },
    ),
    Confirm("d1", "field:claim.model", "李", "reviewed"),
)


def main(name: str) -> None:
    """Write NAME.sqlite3 and, beside it, the exchange form that it must give for ever."""
    with tempfile.TemporaryDirectory() as folder:
        with Workspace.create(Path(folder) / "ws", person="王工", clock=lambda: MOMENT) as ws:
            for command in COMMANDS:
                ws.do(command)
            ws.undo()
            ws.redo()
            text = exchange.canonical(imports.dump(ws, "saved"))
        copy_database(Path(folder) / "ws" / "workspace.sqlite3", HERE / f"{name}.sqlite3")
    (HERE / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
