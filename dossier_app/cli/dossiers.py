"""Commands about dossiers as a whole, and the window's own commands as a list."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.cli.frame import Session, Words, day, verb

if TYPE_CHECKING:
    from dossier_app.service.workspace import Changed

COMMANDS = Words("dossiers")
_ID = click.argument("dossier", metavar="ID")
_NO_UNDO = Text(
    "卷宗“{dossier}”没有可以撤销的改动。", "The dossier “{dossier}” has no change to take back."
)
_FEWER = Text(
    "要求撤销 {count} 步，实际撤销 {done} 步；卷宗本身的新建只在没有其他改动时才会撤销。",
    "{count} steps were to be taken back, {done} were; the making of the dossier itself is only taken "
    "back when there is no other change.",
)


@verb(COMMANDS, "list", click.option("--archived", is_flag=True, help="Archived ones too."))
def _list(session: Session, *, archived: bool) -> None:
    """List the dossiers."""
    from dossier_app.service import queries

    with session.reading() as ws:
        found = queries.headings(ws, archived=archived)
    rows = [
        {
            "id": heading.id,
            "key": heading.key,
            "name": heading.name,
            "pack": heading.pack,
            "judged_on": heading.judged_on.isoformat() if heading.judged_on else None,
            "sample": heading.sample,
            "archived": heading.archived,
        }
        for heading in found
    ]
    session.give(rows, "\n".join(f"{heading.key}\t{heading.name}" for heading in found))


@verb(COMMANDS, "show", _ID)
def _show(session: Session, *, dossier: str) -> None:
    """Show one whole dossier in the exchange form."""
    from dossier_app.service import imports

    with session.reading() as ws:
        session.give(imports.dump(ws, dossier))


@verb(COMMANDS, "schema")
def _schema(session: Session) -> None:
    """Print the JSON Schema of the exchange form with every step, field, kind and option."""
    from dossier_app.service.exchange_schema import exchange_schema

    session.give(exchange_schema())


@verb(
    COMMANDS,
    "new",
    click.option("--key", required=True, help="Unique short key."),
    click.option("--name", required=True, help="Name of the dossier."),
    click.option("--judged-on", help="A fixed day to judge at (default: today)."),
)
def _new(session: Session, *, key: str, name: str, judged_on: str | None) -> None:
    """Make a dossier; a workspace that is not there yet is made."""
    from dossier_app.service.commands import CreateDossier

    on = day(judged_on, "--judged-on")
    identity = uuid.uuid4().hex
    with session.writing(create=True) as ws:
        ws.do(CreateDossier(identity, key, name, judged_on=on.isoformat() if on else None))
    session.give({"id": identity, "key": key, "name": name}, key)


@verb(
    COMMANDS,
    "copy",
    _ID,
    click.option("--key", required=True, help="Key of the copy."),
    click.option("--name", default="", help="Name of the copy."),
)
def _copy(session: Session, *, dossier: str, key: str, name: str) -> None:
    """Copy a dossier for a new version or a sibling product; tells what must be re-checked."""
    from dossier_app.service.copying import copy_dossier

    with session.writing() as ws:
        identity, again = copy_dossier(ws, dossier, key, name)
    value = {"id": identity, "key": key, "recheck": [text.as_json() for text in again]}
    session.give(value, "\n".join([key, *(text[session.lang] for text in again)]))


@verb(COMMANDS, "archive", _ID, click.option("--back", is_flag=True, help="Put it back."))
def _archive(session: Session, *, dossier: str, back: bool) -> None:
    """Take a dossier out of the lists; nothing is lost."""
    from dossier_app.service import queries
    from dossier_app.service.commands import ChangeHeading

    with session.writing() as ws:
        heading = queries.heading(ws, dossier)
        changed = ws.do(ChangeHeading(heading.id, archived=not back))
    session.give({"id": heading.id, "archived": not back}, changed.name[session.lang])


@verb(COMMANDS, "do", _ID, click.argument("file", type=click.Path(path_type=Path)))
def _do(session: Session, *, dossier: str, file: Path) -> None:
    """Carry out the commands of a JSON file in one transaction and print what changed.

    The file holds a list such as [{"do": "SetAnswer", "field": "claim.model", "value": "LN-2"}]; other commands are
    described in the handbook, field keys and options in `dossier schema`.
    """
    from dossier_app.service import queries
    from dossier_app.service.commands import Batch, command_from_json
    from dossier_app.service.imports import read_json

    raw = read_json(file)
    rows = raw if isinstance(raw, list) else [raw]
    if not rows:
        message = Text(
            "文件里没有命令。未作任何改动。", "The file holds no commands. Nothing was changed."
        )
        raise BadInput(message, place="$", code="NO-COMMANDS")
    with session.writing() as ws:
        identity = queries.heading(ws, dossier).id
        commands = tuple(
            command_from_json(row, f"$[{at}]" if isinstance(raw, list) else "$", dossier=identity)
            for at, row in enumerate(rows)
        )
        name = Text("命令文件（{count} 条）", "Command file ({count})").format(count=len(commands))
        changed = ws.do(commands[0] if len(commands) == 1 else Batch(name, commands))
    session.give(_changed(changed), "\n".join(sorted(changed.keys)))


@verb(
    COMMANDS,
    "undo",
    _ID,
    click.option("--count", type=click.IntRange(1, 1000), default=1, help="How many."),
)
def _undo(session: Session, *, dossier: str, count: int) -> None:
    """Take back the newest changes of a dossier; the record keeps both.

    More than there are: all but the making of the dossier are taken back; that only alone.
    """
    from dossier_app.service import queries

    done: list[Changed] = []
    with session.writing() as ws:
        identity = queries.heading(ws, dossier).id
        while len(done) < count and not (done and ws.undo_removes(identity)):
            changed = ws.undo(identity)
            if changed is None:
                break
            done.append(changed)
    if not done:
        raise BadInput(_NO_UNDO.format(dossier=dossier), place=dossier, code="NOTHING-TO-UNDO")
    if len(done) < count:
        session.say(_FEWER.format(count=count, done=len(done)))
    value = {"count": len(done), "undone": [_changed(changed) for changed in done]}
    session.give(value, "\n".join([str(len(done)), *(each.name[session.lang] for each in done)]))


def _changed(changed: Changed) -> dict[str, Any]:
    return {
        "dossier": changed.dossier,
        "name": changed.name.as_json(),
        "keys": sorted(changed.keys),
        "kinds": sorted(changed.kinds),
    }
