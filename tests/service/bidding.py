"""A workspace with a product, its approved figures and a tender read from a real workbook."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook

from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier
from dossier_app.model.records import Record
from dossier_app.readers.tender import read_here
from dossier_app.service import imports, queries
from dossier_app.service.commands import AddRecord, Batch, ChangeRecord, Command, SetAnswer
from dossier_app.service.workspace import Workspace

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
HEAD = ("序号", "重要性", "技术参数要求")
ROWS = (
    ("1", "★", "肺结节检出敏感度≥90%，特异度≥85%"),
    ("2", "", "支持4mm及以上肺结节检出"),
    ("3", "", "单例处理时间≤60秒"),
    ("4", "", "提供中文操作界面"),
    ("5", "", "并发用户数≥20"),
)
PROJECT = {"项目名称": "影像智能软件采购项目", "项目编号": "ZB2026-101"}


def buyer_file(
    path: Path, rows: Sequence[Sequence[str]] = ROWS, project: dict[str, str] = PROJECT
) -> Path:
    """Write a buyer's workbook: a sheet about the project, one of parameters."""
    book = Workbook()
    front = book.active
    assert front is not None
    front.title = "项目信息"
    for label, said in project.items():
        front.append([label, said])
    sheet = book.create_sheet("技术参数")
    sheet.append(["★为实质性要求，不满足即投标无效"])
    sheet.append(list(HEAD))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def a_workspace(folder: Path) -> Workspace:
    """Return a workspace holding the dossier `d` with its certificate and approved indicators."""
    ws = Workspace.create(folder / "workspace", person="张工", clock=lambda: NOW)
    imports.load(ws, _exchange())
    return ws


def with_tender(ws: Workspace, file: Path) -> str:
    """Take a buyer's file in and return the tender's id."""
    return imports.import_tender(ws, "d", read_here(file))


def whole(ws: Workspace) -> Dossier:
    """Return the dossier as it stands."""
    return queries.dossier(ws, "d")


def requirement(ws: Workspace, number: str) -> Record:
    """Return the requirement of a clause number."""
    return next(r for r in whole(ws).all("requirement") if r.text("number") == number)


def answer(ws: Workspace, number: str, text: str, **values: str) -> str:
    """Answer a clause and return the response's id."""
    row = requirement(ws, number)
    identity = f"a{number}"
    said = {"tender": row.text("tender"), "requirement": row.id, "text": text} | values
    ws.do(AddRecord("d", "response", identity, said))
    return identity


def response(ws: Workspace, number: str) -> Record:
    """Return the answer of a clause."""
    row = requirement(ws, number)
    return next(r for r in whole(ws).all("response") if r.text("requirement") == row.id)


def has_response(ws: Workspace, number: str) -> bool:
    """Tell whether a clause is answered."""
    row = requirement(ws, number)
    return any(r.text("requirement") == row.id for r in whole(ws).all("response"))


def change(ws: Workspace, *commands: Command) -> None:
    """Carry out commands as one change."""
    ws.do(Batch(Text("测试", "test"), commands))


def plain(ws: Workspace) -> str:
    """Return all that is stored, for comparing before and after."""
    return json.dumps(imports.dump(ws, "d"), ensure_ascii=False, sort_keys=True)


def _exchange() -> dict[str, object]:
    figures = (
        ("2.1.1", "结节检出敏感度", "肺结节检出敏感度≥92%"),
        ("2.1.2", "结节检出特异度", "肺结节检出特异度≥85%"),
        ("2.1.3", "单例处理时间", "单例处理时间≤90秒"),
    )
    certificate = {
        "id": "c1",
        "number": "国械注准20243210001",
        "registrant": "样例智影",
        "product_name": "肺结节CT影像辅助检测软件",
        "model": "LN-1",
        "structure": "本产品由软件安装程序和授权文件组成，支持中文操作界面。",
        "intended_use": "用于成人胸部CT影像的显示，对4mm及以上肺结节进行辅助检测，不单独作为诊断依据。",
        "release_version": "2",
        "approved_on": "2024-05-01",
        "expires_on": "2029-04-30",
    }
    indicators = [
        {"id": f"i{n}", "certificate": "c1", "clause": clause, "name": name, "requirement": text}
        for n, (clause, name, text) in enumerate(figures)
    ]
    return {
        "format": 1,
        "dossier": {"id": "d", "key": "d", "name": "肺结节软件", "pack": ""},
        "answers": {"claim.product_name": "肺结节CT影像辅助检测软件"},
        "not_applicable": {},
        "records": {"certificate": [certificate], "approved_indicator": indicators},
        "firm": {},
    }


__all__ = ["ChangeRecord", "SetAnswer"]
