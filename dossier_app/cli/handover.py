"""Commands that hand a dossier over to another machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dossier_app.base.errors import NotFound
from dossier_app.base.text import Text
from dossier_app.cli.frame import Session, Told, Words, subject, verb

if TYPE_CHECKING:
    from dossier_app.model.merge import Choice

COMMANDS = Words("handover")
_BUNDLE = subject(COMMANDS, "bundle", "Hand a dossier over with its files.")
_ID = click.argument("dossier", metavar="ID")
_TARGET = click.argument("target", type=click.Path(path_type=Path))
_SEALED = (
    click.option("--password", is_flag=True, help="Ask for a password on the terminal."),
    click.option(
        "--password-file", type=click.Path(path_type=Path), help="The password is its first line."
    ),
)


@verb(
    _BUNDLE,
    "out",
    _ID,
    _TARGET,
    click.option("--replace", is_flag=True, help="Replace an existing file."),
    *_SEALED,
)
def _out(session: Session, *, dossier: str, target: Path, replace: bool, **sealed: Any) -> None:  # noqa: ANN401 - what click parsed
    """Write a dossier with its evidence files into one .dossier file, under a password if asked."""
    from dossier_app.service.bundle import Manner, write_bundle

    manner = Manner(replace, _password(**sealed, twice=True))
    with session.reading() as ws:
        session.give(write_bundle(ws, dossier, target, manner, Told(session)))


@verb(
    _BUNDLE,
    "in",
    click.argument("file", type=click.Path(path_type=Path)),
    click.option("--plan", is_flag=True, help="Only show what would change."),
    click.option("--replace", is_flag=True, help="Replace a dossier that is there."),
    click.option("--merge", is_flag=True, help="Merge into a dossier that is there."),
    click.option(
        "--resolve",
        type=click.Path(path_type=Path),
        help="JSON: a place of the plan with mine, theirs or both.",
    ),
    click.option(
        "--conflicts",
        type=click.Choice(["mine", "theirs", "both"]),
        help="One decision for every conflict.",
    ),
    *_SEALED,
)
def _in(session: Session, *, file: Path, plan: bool, replace: bool, **how: Any) -> None:  # noqa: ANN401 - what click parsed
    """Take a .dossier file in, whole or not at all; --merge brings two machines' work together."""
    from dossier_app.service import bundle, merging

    password = _password(how["password"], how["password_file"])
    if how["merge"]:
        decide = _decisions(how["resolve"], how["conflicts"])
        with session.reading() if plan else session.writing() as ws:
            if plan:
                session.give(merging.plan_merge(ws, file, decide, password=password))
                return
            told = Told(session)
            session.give(merging.merge_bundle(ws, file, decide, password=password, progress=told))
        return
    if plan:
        with session.reading() as ws:
            session.give(bundle.plan_bundle(ws, file, password=password))
        return
    with session.writing(create=True) as ws:
        told = Told(session)
        taken = bundle.read_bundle(ws, file, replace=replace, password=password, progress=told)
        session.give(taken)


@verb(
    COMMANDS,
    "redact",
    _ID,
    _TARGET,
    click.option("--support", is_flag=True, help="A support file without any dossier content."),
    click.option("--plan", is_flag=True, help="Only list what would be removed."),
    click.option("--replace", is_flag=True, help="Replace an existing file."),
    *_SEALED,
)
def _redact(session: Session, *, dossier: str, target: Path, plan: bool, **how: Any) -> None:  # noqa: ANN401 - what click parsed
    """Write a bundle without what must not leave, with the list of what was removed."""
    from dossier_app.service import redacting
    from dossier_app.service.bundle import Manner

    manner = Manner(how["replace"], _password(how["password"], how["password_file"], twice=True))
    with session.reading() as ws:
        if how["support"]:
            session.give(redacting.write_support(ws, dossier, target, replace=how["replace"]))
        elif plan:
            session.give({"removed": redacting.redact(ws, dossier).removed})
        else:
            session.give(redacting.write_redacted(ws, dossier, target, manner, Told(session)))


def _decisions(resolve: Path | None, conflicts: str | None) -> dict[str, Choice]:
    from dossier_app.model.merge import Choice
    from dossier_app.service.imports import read_json
    from dossier_app.service.merging import ALL, decisions_from

    rest = {ALL: Choice(conflicts)} if conflicts else {}
    return rest | (decisions_from(read_json(resolve)) if resolve else {})


def _password(password: bool, password_file: Path | None, *, twice: bool = False) -> str:
    if password_file:
        if not password_file.is_file():
            message = Text("找不到密码文件“{name}”。", "There is no password file “{name}”.")
            name = password_file.name
            raise NotFound(message.format(name=name), place=str(password_file), code="NO-FILE")
        return password_file.read_text(encoding="utf-8-sig").partition("\n")[0].rstrip("\r")
    if not password:
        return ""
    given: str = click.prompt("密码 / password", hide_input=True, confirmation_prompt=twice)
    return given
