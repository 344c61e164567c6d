"""Commands about what was handed out, confirmed and judged by which rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dossier_app.base.errors import DossierError, IntegrityBroken
from dossier_app.base.text import Text
from dossier_app.cli.frame import Session, Words, not_built, shared_options, subject, verb

COMMANDS = Words("trust")
_BASELINE = subject(COMMANDS, "baseline", "Named versions.")
_ID = click.argument("dossier", metavar="ID")
_FILE = click.argument("file", type=click.Path(path_type=Path))


@verb(COMMANDS, "recall")
def _recall(session: Session) -> None:
    """List packs handed out that are now wrong."""
    from dossier_app.service import queries

    with session.reading() as ws:
        found = queries.recall(ws)
    rows: list[dict[str, Any]] = [
        {
            "dossier": each.key,
            "pack": each.record,
            "what": each.what,
            "issued_on": each.issued_on.isoformat() if each.issued_on else None,
            "differences": [
                {"field": field, "said": said, "now": now} for field, said, now in each.differences
            ],
        }
        for each in found
    ]
    lines = [f"{each.key}\t{each.what}\t{each.issued_on}" for each in found]
    session.give({"packs": rows}, "\n".join(lines))


@verb(
    COMMANDS,
    "confirm",
    _ID,
    click.argument("what", metavar="WHAT"),
    click.option("--person", required=True, help="Name of who confirms."),
    click.option(
        "--meaning", default="reviewed", help="compiled, reviewed, approved, released, ..."
    ),
    click.option("--reason", default=""),
)
def _confirm(session: Session, *, dossier: str, what: str, person: str, **words: str) -> None:
    """Confirm content (step:KEY, field:KEY, classification, tender:ID, link:ID) by name."""
    from dossier_app.service import queries
    from dossier_app.service.commands import Confirm

    with session.writing() as ws:
        identity = queries.heading(ws, dossier).id
        changed = ws.do(Confirm(identity, what, person, words["meaning"], words["reason"]))
    session.give({"keys": sorted(changed.keys)}, changed.name[session.lang])


@verb(_BASELINE, "add", _ID, click.argument("name"))
def _baseline_add(session: Session, *, dossier: str, name: str) -> None:
    """Keep a named version (not in this build)."""
    raise not_built("baseline add")


@verb(_BASELINE, "list", _ID)
def _baseline_list(session: Session, *, dossier: str) -> None:
    """List named versions (not in this build)."""
    raise not_built("baseline list")


@verb(_BASELINE, "diff", _ID, click.argument("one"), click.argument("other"))
def _baseline_diff(session: Session, *, dossier: str, one: str, other: str) -> None:
    """Compare two named versions (not in this build)."""
    raise not_built("baseline diff")


@COMMANDS.group("packs", cls=Words, invoke_without_command=True)
@click.option("--verify", is_flag=True, help="Load every pack and run its cases.")
@click.pass_context
def _packs(context: click.Context, verify: bool) -> None:
    """List the rule packs."""
    if context.invoked_subcommand is None:
        _list_packs(context.find_root().ensure_object(Session), verify=verify)


_packs.params += shared_options()


@verb(_packs, "diff", click.argument("one"), click.argument("other"))
def _packs_diff(session: Session, *, one: str, other: str) -> None:
    """Compare two rule packs (not in this build)."""
    raise not_built("packs diff")


@verb(_packs, "install", _FILE)
def _packs_install(session: Session, *, file: Path) -> None:
    """Install a signed rule pack (not in this build)."""
    raise not_built("packs install")


@verb(
    _packs,
    "pin",
    _ID,
    click.argument("key"),
    click.option("--plan", is_flag=True, help="Only show what would change."),
)
def _packs_pin(session: Session, *, dossier: str, key: str, plan: bool) -> None:
    """Judge a dossier by another rule pack; with --plan only show which findings would come and go."""
    from dossier_app.service import queries
    from dossier_app.service.commands import PinRulePack
    from dossier_app.service.judging import pin_plan

    with session.reading() as ws:
        came, went = pin_plan(ws, dossier, key)
        identity = queries.heading(ws, dossier).id
    value = {
        "planned": plan,
        "come": [finding.as_json() for finding in came],
        "go": [finding.as_json() for finding in went],
    }
    if not plan:
        with session.writing() as ws:
            ws.do(PinRulePack(identity, key))
    session.give(value, f"+{len(came)} -{len(went)}")


def _list_packs(session: Session, *, verify: bool) -> None:
    from dossier_app.rules.loader import load_pack, shipped_packs

    rows, broken = [], []
    for folder in shipped_packs():
        row: dict[str, Any] = {"key": folder.name}
        if verify:
            try:
                row |= load_pack(folder).as_json() | {"ok": True}
            except DossierError as error:
                broken.append(error)
                row |= {"ok": False, "message": error.message.as_json()}
        rows.append(row)
    if broken:
        for each in broken:
            session.say(each.message)
        message = Text("{count} 个规则包未通过核对。", "{count} rule packs did not pass.")
        raise IntegrityBroken(message.format(count=len(broken)), place=broken[0].place)
    session.give({"packs": rows}, "\n".join(str(row["key"]) for row in rows))
