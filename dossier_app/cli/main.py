"""The command line: every command of the contract, each with its exit code."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from dossier_app import __version__
from dossier_app.base.errors import BadInput, Cancelled, DossierError
from dossier_app.base.text import Text
from dossier_app.cli.frame import (
    Session,
    Window,
    Words,
    refuse,
    session_of,
    shared_options,
    use_utf8,
)

_MODULES: dict[str, str] = {
    **dict.fromkeys(("list", "show", "schema", "new", "copy", "archive", "do", "undo"), "dossiers"),
    **dict.fromkeys(("attach", "load", "dump", "data", "sbom"), "intake"),
    "ptr": "ptr",
    "tender": "tendering",
    "evidence": "library",
    **dict.fromkeys(
        ("classify", "check", "certificate", "change-check", "board", "search", "where-used"),
        "judgement",
    ),
    **dict.fromkeys(("recall", "confirm", "packs"), "trust"),
    **dict.fromkeys(("baseline", "review", "worklist", "acknowledge", "people"), "versions"),
    **dict.fromkeys(("verify-audit", "record", "backup", "restore", "doctor"), "safety"),
    **dict.fromkeys(("demo", "export", "verify", "self-test"), "output"),
    **dict.fromkeys(("bundle", "redact"), "handover"),
    **dict.fromkeys(("registration", "letter"), "regulatory"),
}
"""Where each command stands; its module is imported when the command is asked for."""


class _Root(Words):
    """Finds a command by importing only its module."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None when there is none of that name."""
        module = _MODULES.get(cmd_name)
        if module is None:
            return None
        commands: click.Group = import_module(f"dossier_app.cli.{module}").COMMANDS
        return commands.get_command(ctx, cmd_name)


@click.group(
    cls=_Root, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="dossier")
@click.pass_context
def dossier(context: click.Context) -> None:
    """影像智能器械准入卷宗: from a claim to a tender-ready pack. Without a command the window opens."""
    if context.invoked_subcommand is None:
        session = session_of(context)
        if session.window is None:
            raise click.UsageError(context.get_help())
        context.exit(session.window(session.data))


dossier.params += shared_options()


def run(words: Sequence[str], window: Window | None = None) -> int:
    """Carry out one command line and return its exit code; messages go to stderr.

    Without a command `window` is opened; where there is none, a command is asked for.
    """
    use_utf8()
    session = Session(json="--json" in words, window=window)
    try:
        result: Any = dossier.main(list(words), "dossier", standalone_mode=False, obj=session)
    except DossierError as error:
        return refuse(session, error)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else str(error), err=True)
        return BadInput.exit_code
    except click.ClickException as error:
        return refuse(session, BadInput(_usage(error), code="USAGE"))
    except (KeyboardInterrupt, click.Abort):
        return refuse(session, Cancelled())
    except Exception:  # noqa: BLE001 - the border of the command line
        from dossier_app.base.log import note_crash

        click.echo(traceback.format_exc(), err=True)
        return refuse(session, _BugError(note_crash()))
    return result if isinstance(result, int) else 0


class _BugError(DossierError):
    """Our fault, not the user's."""

    exit_code = 1

    def __init__(self, where: str) -> None:
        message = Text(
            "程序出错，未完成的改动没有保存。详情见日志：{where}",
            "The program failed; unfinished changes were not saved. Details are in the log: {where}",
        )
        super().__init__(message.format(where=where), code="BUG")


def _usage(error: click.ClickException) -> Text:
    said = error.format_message()
    return Text(
        f"命令写法不对：{said} 用 dossier --help 查看写法。",
        f"The command is not right: {said} See dossier --help.",
    )
