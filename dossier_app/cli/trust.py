"""Commands about what was handed out, confirmed and judged by which rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dossier_app.base.errors import DossierError, IntegrityBroken
from dossier_app.base.text import Text
from dossier_app.cli.frame import Session, Words, shared_options, verb

COMMANDS = Words("trust")
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
                {
                    "field": field,
                    "said": said,
                    "now": now,
                    "pages": dict(each.pages.get(field, {})),
                }
                for field, said, now in each.differences
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
    click.option("--value", default="", help="The class decided instead, for overridden."),
)
def _confirm(session: Session, *, dossier: str, what: str, person: str, **words: str) -> None:
    """Confirm content (step:KEY, field:KEY, classification, tender:ID, link:ID) by name."""
    from dossier_app.service import queries
    from dossier_app.service.commands import Confirm

    with session.writing() as ws:
        identity = queries.heading(ws, dossier).id
        changed = ws.do(Confirm(identity, what, person, **words))
    session.give({"keys": sorted(changed.keys)}, changed.name[session.lang])


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
    """Compare two rule packs field by field."""
    from dossier_app.rules.install import diff
    from dossier_app.service.packs import find_pack

    here, there = (find_pack(each, session.folder) for each in (one, other))
    names = ("table", "entry", "field", "old", "new")
    found = diff(here, there)
    value = [dict(zip(names, each, strict=True)) for each in found]
    lines = [f"{table}\t{entry}\t{key}\t{old} → {new}" for table, entry, key, old, new in found]
    session.give({"differences": value}, "\n".join(lines))


@verb(
    _packs,
    "install",
    _FILE,
    click.option("--key", type=click.Path(path_type=Path), help="A minisign public key file."),
    click.option("--trust", default="", metavar="FINGERPRINT", help="The key's, as compared."),
    click.option("--allow-downgrade", is_flag=True, help="Though a newer pack is installed."),
)
def _packs_install(
    session: Session, *, file: Path, key: Path | None, trust: str, allow_downgrade: bool
) -> None:
    """Install a signed rule pack (FILE with FILE.minisig beside it) into the workspace."""
    from dossier_app.service.installing import install_pack

    with session.writing() as ws:
        made = install_pack(ws, file, key=key, trust=trust, allow_downgrade=allow_downgrade)
    session.give(made.as_json(), f"{made.pack.key}\t{made.pack.sha256}")


@verb(_packs, "plan", click.argument("key"))
def _packs_plan(session: Session, *, key: str) -> None:
    """Show what judging every dossier by another pack would change; nothing is changed."""
    from dossier_app.service.packplans import move_plan

    with session.reading() as ws:
        plan = move_plan(ws, key)
    lines = [
        f"{each.heading.key}\t+{len(each.come)} -{len(each.go)}\t{each.class_before} → {each.class_after}"
        for each in plan.dossiers
    ]
    session.give(plan.as_json(), "\n".join(lines))


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
    from dossier_app.rules.identity import sealed_hash
    from dossier_app.rules.loader import load_pack
    from dossier_app.service.packs import packs_here

    rows, broken = [], []
    for folder in packs_here(session.folder):
        row: dict[str, Any] = {"key": folder.name}
        if verify:
            try:
                row |= load_pack(folder).as_json() | {
                    "ok": True,
                    "sealed": bool(sealed_hash(folder)),
                }
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
