"""Commands on named versions of a dossier."""

from __future__ import annotations

import click

from dossier_app.cli.frame import Session, Words, subject, verb

COMMANDS = Words("versions")
_BASELINE = subject(COMMANDS, "baseline", "Named versions.")
_ID = click.argument("dossier", metavar="ID")


@verb(_BASELINE, "add", _ID, click.argument("name"))
def _add(session: Session, *, dossier: str, name: str) -> None:
    """Keep the dossier as it is under a name; a kept version is never replaced."""
    from dossier_app.service import baselines

    with session.writing() as ws:
        kept = baselines.add(ws, dossier, name)
    session.give(kept.as_json(), f"{kept.name}\t{kept.sha256}")


@verb(_BASELINE, "list", _ID)
def _list(session: Session, *, dossier: str) -> None:
    """List the kept versions, oldest first; exit 8 when one of them was changed."""
    from dossier_app.service import baselines

    with session.reading() as ws:
        kept = [each.as_json() for each in baselines.baselines(ws, dossier)]
    lines = [f"{each['name']}\t{each['at']}\t{each['person']}\t{each['sha256']}" for each in kept]
    session.give({"baselines": kept}, "\n".join(lines))


@verb(_BASELINE, "diff", _ID, click.argument("one"), click.argument("other"))
def _diff(session: Session, *, dossier: str, one: str, other: str) -> None:
    """Compare two kept versions field by field; "now" is the dossier as it is."""
    from dossier_app.service import baselines

    with session.reading() as ws:
        changes = baselines.diff(ws, dossier, one, other)
    lines = [f"{each.record}\t{each.id}\t{each.field}\t{each.old} → {each.new}" for each in changes]
    session.give({"changes": [each.as_json() for each in changes]}, "\n".join(lines))
