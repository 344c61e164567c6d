"""Commands on named versions of a dossier."""

from __future__ import annotations

from pathlib import Path

import click

from dossier_app.cli.frame import Session, Words, day, subject, verb

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


@verb(
    _BASELINE,
    "diff",
    _ID,
    click.argument("one"),
    click.argument("other"),
    click.option("--with", "second", metavar="ID", help="OTHER is a version of this dossier."),
    click.option("--out", type=click.Path(path_type=Path), help="Write an Excel list instead."),
)
def _diff(session: Session, *, dossier: str, out: Path | None, **names: str | None) -> None:
    """Compare two kept versions, or two dossiers, field by field; "now" is a dossier as it is."""
    from dossier_app.service import baselines, comparing

    with session.reading() as ws:
        one, other = str(names["one"]), str(names["other"])
        changes = baselines.compare(ws, (dossier, one), (names["second"] or dossier, other))
        if out:
            told = comparing.write_changes(changes, out, f"{one} → {other}", session.lang)
            session.give({"path": str(out), "rows": told}, str(told))
            return
    lines = [f"{each.record}\t{each.id}\t{each.field}\t{each.old} → {each.new}" for each in changes]
    session.give({"changes": [each.as_json() for each in changes]}, "\n".join(lines))


@verb(_BASELINE, "restore", _ID, click.argument("name"))
def _restore(session: Session, *, dossier: str, name: str) -> None:
    """Bring a kept version back; the present is kept as a version first, and undo takes it back."""
    from dossier_app.service import baselines

    with session.writing() as ws:
        kept, changed = baselines.restore(ws, dossier, name)
    session.give({"kept": kept, "changed": len(changed.keys)}, kept)


_REVIEW = subject(COMMANDS, "review", "Verdicts, tasks, approval and locking.")
_PERSON = click.option("--person", required=True, help="Name of who says so.")


@verb(_REVIEW, "show", _ID)
def _show(session: Session, *, dossier: str) -> None:
    """Show every section's verdict, whether it is stale or of own work, and the approval."""
    from dossier_app.service import review

    with session.reading() as ws:
        found = review.review(ws, dossier)
    lines = [f"{e.key}\t{e.verdict or '-'}\t{e.person}\t{e.on}" for e in found.sections]
    session.give(found.as_json(), "\n".join(lines))


@verb(
    _REVIEW,
    "verdict",
    _ID,
    click.argument("section"),
    click.argument("verdict", metavar="returned|improvable|passed"),
    _PERSON,
    click.option("--reason", default=""),
    click.option("--task", default="", help="What is to be done."),
    click.option("--owner", default="", help="By whom."),
    click.option("--due", help="Until when (YYYY-MM-DD)."),
)
def _verdict(session: Session, *, dossier: str, section: str, verdict: str, **how: str) -> None:
    """Give a section a verdict; a task goes to its owner with a date."""
    from dossier_app.service import review

    task = review.Task(how["task"], how["owner"], day(how["due"], "--due"))
    said = (verdict, how["person"], how["reason"])
    with session.writing() as ws:
        changed = review.give_verdict(ws, dossier, section, said, [task] if task.text else [])
    session.give({"keys": sorted(changed.keys)}, changed.name[session.lang])


@verb(_REVIEW, "approve", _ID, _PERSON, click.option("--reason", default=""))
def _approve(session: Session, *, dossier: str, person: str, reason: str) -> None:
    """Approve a dossier as it stands; that locks it."""
    from dossier_app.service import review

    with session.writing() as ws:
        changed = review.approve(ws, dossier, person, reason)
    session.give({"keys": sorted(changed.keys)}, changed.name[session.lang])


@verb(_REVIEW, "unlock", _ID, _PERSON, click.option("--reason", required=True))
def _unlock(session: Session, *, dossier: str, person: str, reason: str) -> None:
    """Open an approved dossier for changes; what was approved is kept as a version."""
    from dossier_app.service import review

    with session.writing() as ws:
        kept = review.unlock(ws, dossier, person, reason)
    session.give({"kept": kept}, kept)


@verb(
    COMMANDS,
    "worklist",
    _ID,
    click.option(
        "--by", type=click.Choice(["step", "gate", "tender", "owner", "due"]), default="step"
    ),
    click.option("--on", help="As of this day (YYYY-MM-DD)."),
    click.option("--ahead", help="What will be expired, due, come or gone by this day instead."),
)
def _worklist(session: Session, *, dossier: str, by: str, **days: str | None) -> None:
    """List all that is wrong or missing, grouped, least effort first; with --ahead what a later day brings."""
    from dossier_app.model.worklist import Group
    from dossier_app.service import working

    later = day(days["ahead"], "--ahead")
    with session.reading() as ws:
        if later:
            found = working.ahead(ws, dossier, later)
            lines = [f"{e.on}\t{e.message[session.lang]}" for e in found.coming]
            lines += [f"+\t{f.message[session.lang]}" for f in found.come]
            session.give(found.as_json(), "\n".join(lines))
            return
        listed = working.listing(ws, dossier, day(days["on"], "--on")).as_json(Group(by))
    lines = []
    for group in listed["groups"]:
        lines.append(group["name"][session.lang.value])
        lines += [f"  {i['key']}\t{i['message'][session.lang.value]}" for i in group["items"]]
    session.give(listed, "\n".join(lines))


@verb(
    COMMANDS,
    "acknowledge",
    _ID,
    click.argument("keys", nargs=-1, required=True, metavar="KEY..."),
    _PERSON,
    click.option("--reason", required=True),
)
def _acknowledge(
    session: Session, *, dossier: str, keys: tuple[str, ...], person: str, reason: str
) -> None:
    """Tick warnings of the work list off with a reason; blockers are mended instead."""
    from dossier_app.service import working

    with session.writing() as ws:
        changed = working.acknowledge(ws, dossier, keys, person, reason)
    session.give({"keys": sorted(changed.keys)}, changed.name[session.lang])


@verb(
    COMMANDS,
    "people",
    click.option("--set", "given", nargs=2, metavar="NAME ROLE", help="Record a person's office."),
)
def _people(session: Session, *, given: tuple[str, str] | None) -> None:
    """List the people and their offices; offices mark acts and police nothing."""
    from dossier_app.service import roles

    if given:
        with session.writing() as ws:
            roles.take_role(ws, *given)
    with session.reading() as ws:
        found = [(each.text("name"), each.text("role")) for each in roles.people(ws)]
    rows = [{"name": name, "role": role} for name, role in found]
    session.give({"people": rows}, "\n".join(f"{name}\t{role}" for name, role in found))
