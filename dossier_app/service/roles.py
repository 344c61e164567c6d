"""Who works here in which office: local profiles that mark acts; they police nothing, it is one machine."""

from __future__ import annotations

import uuid

from dossier_app.base.text import Text
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.records import Record
from dossier_app.service.commands import AddRecord, ChangeRecord
from dossier_app.service.refusals import refuse
from dossier_app.service.workspace import Workspace

ROLES = RECORD_KINDS["person"].field("role").options


def people(ws: Workspace) -> tuple[Record, ...]:
    """Return the people named, in their order."""
    with ws.reading() as work:
        return work.records("person", "")


def role_of(ws: Workspace, name: str) -> str:
    """Return the office of a person, empty where nobody of that name is recorded."""
    found = _named(ws, name)
    return found.text("role") if found else ""


def role_words(ws: Workspace, name: str) -> Text:
    """Return the office of a person in words, empty where there is none."""
    role = role_of(ws, name)
    return next((each.label for each in ROLES if each.key == role), Text("", ""))


def take_role(ws: Workspace, name: str, role: str) -> None:
    """Record which office a person holds; undo takes it back.

    Raises:
        BadInput: no name, or no such office.
    """
    known = [each.key for each in ROLES]
    if not name.strip() or role not in known:
        raise refuse(
            "岗位须写明姓名，并取 {known} 之一。",
            "An office needs a name and is one of {known}.",
            place="role",
            code="ROLE",
            known=", ".join(known),
        )
    found = _named(ws, name)
    if found is None:
        values = {"name": name.strip(), "role": role}
        ws.do(AddRecord("", "person", uuid.uuid4().hex, values))
    else:
        ws.do(ChangeRecord("person", found.id, {"role": role}))


def _named(ws: Workspace, name: str) -> Record | None:
    return next((each for each in people(ws) if each.text("name").strip() == name.strip()), None)
