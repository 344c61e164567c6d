"""What every command shares: where the workspace is, in which language, and how answers and refusals are given."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dossier_app.base.errors import BadInput, DossierError
from dossier_app.base.paths import default_workspace
from dossier_app.base.text import Lang, Text

if TYPE_CHECKING:
    from dossier_app.service.workspace import Workspace


Window = Callable[[Path | None], int]
"""Opens the window on a workspace folder and returns its exit code when it is closed."""


@dataclass(slots=True)
class Session:
    """One run of the command line."""

    data: Path | None = None
    lang: Lang = Lang.ZH
    json: bool = False
    window: Window | None = None

    @property
    def folder(self) -> Path:
        """Return the workspace's folder: as given, else the user's own."""
        return self.data or default_workspace()

    def reading(self) -> Workspace:
        """Open the workspace without the right to write; works while a window is open on it."""
        from dossier_app.service.workspace import Workspace

        return Workspace.open(self.folder, write=False)

    def writing(self, *, create: bool = False) -> Workspace:
        """Open the workspace for writing; with `create` an absent one is made."""
        from dossier_app.service.workspace import Workspace

        if create and not Workspace.exists(self.folder):
            return Workspace.create(self.folder)
        return Workspace.open(self.folder)

    def say(self, message: Text) -> None:
        """Write a sentence to stderr."""
        click.echo(message[self.lang], err=True)

    def give(self, value: Any, lines: str | None = None) -> None:  # noqa: ANN401 - any JSON value
        """Print the answer: with `--json`, or without `lines`, as one JSON value; else the lines."""
        if self.json or lines is None:
            click.echo(json.dumps(value, ensure_ascii=False, indent=1))
        elif lines:
            click.echo(lines)


class Told:
    """Progress on a terminal: one line for each new piece of work; a pipe gets none."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last: Text | None = None
        self._shown = sys.stderr.isatty()

    def step(self, done: int, total: int, what: Text | None = None) -> None:
        """Say what is being done when that changes."""
        if self._shown and what is not None and what != self._last:
            self._last = what
            counted = f" ({done}/{total})" if total else ""
            self._session.say(Text(f"{what.zh}{counted}", f"{what.en}{counted}"))


class Verb(click.Command):
    """A command that takes `--data`, `--lang` and `--json` after its name too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to click
        super().__init__(*args, **kwargs)
        self.params += shared_options()


class Words(click.Group):
    """A group whose commands are verbs."""

    command_class = Verb
    group_class = type


def shared_options() -> list[click.Parameter]:
    """Return the options that every command takes."""
    return [
        click.Option(
            ["--data"],
            type=click.Path(path_type=Path, file_okay=False),
            expose_value=False,
            callback=_data,
            help="The workspace folder (default: the user's own).",
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(["zh", "en"]),
            expose_value=False,
            callback=_lang,
            help="Language of documents and messages (default zh).",
        ),
        click.Option(
            ["--json"],
            is_flag=True,
            expose_value=False,
            callback=_json,
            help="Print one JSON value and nothing else.",
        ),
    ]


def session_of(context: click.Context) -> Session:
    """Return the run's session."""
    return context.find_root().ensure_object(Session)


def verb(
    group: click.Group, name: str, *params: Callable[..., Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as a command of `group`; it gets the session first, then its parameters."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        def call(**values: Any) -> None:  # noqa: ANN401 - what click parsed
            function(session_of(click.get_current_context()), **values)

        call.__doc__ = function.__doc__
        decorated: Callable[..., Any] = call
        for param in reversed(params):
            decorated = param(decorated)
        group.command(name, cls=Verb, help=function.__doc__)(decorated)
        return function

    return register


def subject(group: click.Group, name: str, about: str) -> click.Group:
    """Register and return a sub-group."""
    made = Words(name, help=about)
    made.params += shared_options()
    group.add_command(made)
    return made


def day(raw: str | None, place: str) -> date | None:
    """Return a date given on the command line; raises BadInput."""
    if raw is None:
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        message = Text(
            "“{raw}”不是日期，应如 2026-11-22。", "“{raw}” is not a date such as 2026-11-22."
        )
        raise BadInput(message.format(raw=raw[:40]), place=place) from None


def refuse(session: Session, error: DossierError) -> int:
    """Tell a refusal and return its exit code."""
    session.say(error.message)
    if session.json:
        value = {
            "exit": error.exit_code,
            "code": error.code,
            "message": error.message.as_json(),
            "place": error.place,
        }
        click.echo(json.dumps({"error": value}, ensure_ascii=False, indent=1))
    return error.exit_code


def use_utf8() -> None:
    """Write UTF-8 whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _data(context: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        session_of(context).data = value


def _lang(context: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value is not None:
        session_of(context).lang = Lang(value)


def _json(context: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        session_of(context).json = True
