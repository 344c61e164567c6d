"""Offices mark who acts; naming regulatory affairs makes its release a must."""

import pytest

from dossier_app.base.errors import BadInput
from dossier_app.model.finding import Severity
from dossier_app.service import queries, roles
from dossier_app.service.commands import AddRecord, Confirm
from dossier_app.service.workspace import Workspace


def gate(ws: Workspace) -> list[Severity]:
    return [f.severity for f in queries.findings(ws, "lung") if f.code == "GATE-04"]


def test_office_is_taken_changed_and_taken_back(ws: Workspace) -> None:
    assert roles.role_words(ws, "顾工").zh == ""
    roles.take_role(ws, "顾工", "presales")
    roles.take_role(ws, " 顾工 ", "regulatory")
    assert [(p.text("name"), p.text("role")) for p in roles.people(ws)] == [("顾工", "regulatory")]
    assert roles.role_words(ws, "顾工").zh == "注册"
    ws.undo()
    assert roles.role_of(ws, "顾工") == "presales"
    for name, role in (("", "quality"), ("李", "king")):
        with pytest.raises(BadInput):
            roles.take_role(ws, name, role)


def test_release_by_regulatory_affairs_is_a_must_once_named(ws: Workspace) -> None:
    values = {"code": "T1", "name": "市一院", "state": "preparing"}
    ws.do(AddRecord("d1", "tender", "t1", values))
    assert gate(ws) == [Severity.WARNING]
    roles.take_role(ws, "顾工", "regulatory")
    assert gate(ws) == [Severity.BLOCKER]
    ws.do(Confirm("d1", "tender:t1", "王工", "released"))
    assert gate(ws) == [Severity.BLOCKER]
    ws.do(Confirm("d1", "tender:t1", "顾工", "released"))
    assert gate(ws) == []
