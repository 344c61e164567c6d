"""Every change as a frozen command: what the door takes, audits, undoes and reads from JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text

JsonValue = str | bool | int | list[str] | None


@dataclass(frozen=True, slots=True)
class CreateDossier:
    """A new dossier under a unique key, pinned to a rule pack (`key@sha256`; empty = current)."""

    dossier: str
    key: str
    name: str
    pack: str = ""
    judged_on: str | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class RemoveDossier:
    """Take back the creation of a dossier; refused unless it is empty (a used one is archived instead)."""

    dossier: str


@dataclass(frozen=True, slots=True)
class ChangeHeading:
    """Rename, archive or re-date a dossier; None leaves a part as it is, an empty date takes it away."""

    dossier: str
    name: str | None = None
    archived: bool | None = None
    judged_on: str | None = None


@dataclass(frozen=True, slots=True)
class SetAnswer:
    """Answer a field; None clears it."""

    dossier: str
    field: str
    value: JsonValue


@dataclass(frozen=True, slots=True)
class MarkNotApplicable:
    """Answer "not applicable" with a reason; None takes the mark away. `by` and `on` default to now and here."""

    dossier: str
    field: str
    reason: str | None
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class AddRecord:
    """A new record; `dossier` empty = the firm's. The id is made by the caller and never used again."""

    dossier: str
    kind: str
    id: str
    values: Mapping[str, JsonValue]
    position: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """Change some fields of a record (None clears one). A locked kind needs a reason."""

    kind: str
    id: str
    values: Mapping[str, JsonValue]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RemoveRecord:
    """Take a record out; refused while another record refers to it."""

    kind: str
    id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoveRecord:
    """Put a record at another position (0-based) among its kind and owner."""

    kind: str
    id: str
    position: int


@dataclass(frozen=True, slots=True)
class Confirm:
    """A person confirms content as it stands now; shown as stale once that changes.

    `what` is `step:<key>`, `field:<key>`, `classification`, `tender:<id>`, `link:<id>`, ...
    `value` is what is decided instead where the meaning is `overridden`.
    """

    dossier: str
    what: str
    person: str
    meaning: str
    reason: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class PinRulePack:
    """Judge a dossier by another rule pack from now on."""

    dossier: str
    pack: str


@dataclass(frozen=True, slots=True)
class EraseEvidence:
    """Destroy the bytes of a wrong file (patient names, ...); its hash stays on record. Cannot be undone."""

    sha256: str
    reason: str
    person: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Several commands in one transaction, with one name and one undo."""

    name: Text
    commands: tuple[Command, ...]


Command = (
    CreateDossier
    | RemoveDossier
    | ChangeHeading
    | SetAnswer
    | MarkNotApplicable
    | AddRecord
    | ChangeRecord
    | RemoveRecord
    | MoveRecord
    | Confirm
    | PinRulePack
    | EraseEvidence
    | Batch
)
_BY_NAME: dict[str, type[Command]] = {
    kind.__name__: kind
    for kind in (
        CreateDossier,
        RemoveDossier,
        ChangeHeading,
        SetAnswer,
        MarkNotApplicable,
        AddRecord,
        ChangeRecord,
        RemoveRecord,
        MoveRecord,
        Confirm,
        PinRulePack,
        EraseEvidence,
        Batch,
    )
}


def command_to_json(command: Command) -> dict[str, Any]:
    """Return `{"do": name, ...}` with the command's parts."""
    parts = {part.name: getattr(command, part.name) for part in fields(command)}
    if isinstance(command, Batch):
        parts["name"] = command.name.as_json()
        parts["commands"] = [command_to_json(part) for part in command.commands]
    return {"do": type(command).__name__} | {
        key: dict(value) if isinstance(value, Mapping) else value for key, value in parts.items()
    }


def command_from_json(raw: object, place: str = "$", *, dossier: str = "") -> Command:
    """Read one command; a missing `dossier` is filled with the given one.

    Raises:
        BadInput: naming the JSON path, what was found and what was expected.
    """
    if not isinstance(raw, Mapping) or raw.get("do") not in _BY_NAME:
        found = raw.get("do") if isinstance(raw, Mapping) else type(raw).__name__
        names = ", ".join(_BY_NAME)
        raise _refuse(place, str(found), f'{{"do": {names}}}')
    kind = _BY_NAME[str(raw["do"])]
    known = {part.name for part in fields(kind)}
    parts = {str(key): value for key, value in raw.items() if key != "do"}
    if unknown := sorted(parts.keys() - known):
        raise _refuse(f"{place}.{unknown[0]}", unknown[0], " / ".join(sorted(known)))
    if "dossier" in known:
        parts.setdefault("dossier", dossier)
    if kind is Batch:
        return _batch(parts, place, dossier)
    try:
        return kind(**parts)
    except TypeError as error:
        raise _refuse(
            place, str(error).rpartition(")")[2].strip(), " / ".join(sorted(known))
        ) from None


def _batch(parts: dict[str, Any], place: str, dossier: str) -> Batch:
    name, commands = parts.get("name"), parts.get("commands")
    if not isinstance(name, Mapping) or not isinstance(commands, list):
        raise _refuse(place, "Batch", '{"name": {"zh", "en"}, "commands": [...]}')
    title = Text(str(name.get("zh", "")), str(name.get("en", "")))
    read = (
        command_from_json(c, f"{place}.commands[{n}]", dossier=dossier)
        for n, c in enumerate(commands)
    )
    return Batch(title, tuple(read))


def _refuse(place: str, found: str, expected: str) -> BadInput:
    message = Text(
        "命令在 {place} 处读不懂：得到 {found}，应为 {expected}。未作任何改动。",
        "The command cannot be read at {place}: found {found}, expected {expected}. Nothing was changed.",
    )
    return BadInput(message.format(place=place, found=found, expected=expected), place=place)
