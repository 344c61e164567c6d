"""Commands about a filing: its directory, what is placed and approved under a heading, its check, and supplement letters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.cli.frame import Session, Words, day, subject, verb

COMMANDS = Words("regulatory")
_ONE_OF_TWO = Text(
    "请给出通知文件，或用 --text 给出文字，二者取一。未作任何改动。",
    "Give either the letter's file or its words with --text. Nothing was changed.",
)
_FILING = subject(COMMANDS, "registration", "The registration directory of a dossier.")
_ID = click.argument("dossier", metavar="ID")
_CODE = click.argument("code", metavar="CODE")
_PERSON = click.option("--person", default="", help="Name of who decides.")


@verb(_FILING, "show", _ID, click.option("--profile", default="", help="erps or provincial."))
def _show(session: Session, *, dossier: str, profile: str) -> None:
    """Show every heading with its mark and state, and the three verdicts."""
    from dossier_app.model.registration import STATES
    from dossier_app.service import filing

    with session.reading() as ws:
        shown = filing.view(ws, dossier, profile)
    lines = [
        f"{each.item.code}\t{each.mark}\t{STATES[each.state][session.lang]}\t{each.item.title[session.lang]}"
        for each in shown.filing.headings
    ]
    for judged in shown.verdicts:
        lines.append(f"{judged.verdict.value}\t{_YES_NO[judged.holds][session.lang]}")
        lines += [f"\t{reason[session.lang]}" for reason in judged.reasons]
    session.give(shown.as_json(), "\n".join(lines))


@verb(_FILING, "place", _ID, _CODE, click.argument("evidence", metavar="EVIDENCE|FILE"))
def _place(session: Session, *, dossier: str, code: str, evidence: str) -> None:
    """Put an evidence file (its id, or a file to attach first) under a heading."""
    from dossier_app.service import filing, imports

    with session.writing() as ws:
        path = Path(evidence)
        found = imports.attach(ws, dossier, path, "regulatory") if path.is_file() else evidence
        changed = filing.place(ws, dossier, code, found)
    session.give({"keys": sorted(changed.keys), "evidence": found}, changed.name[session.lang])


@verb(
    _FILING,
    "waive",
    _ID,
    click.argument("code", metavar="CODE", required=False, default=""),
    click.option("--reason", default="", help="Why it does not apply (default: the pack's)."),
    click.option("--usual", is_flag=True, help="All headings that software alone does not need."),
    _PERSON,
)
def _waive(session: Session, *, dossier: str, code: str, usual: bool, **words: str) -> None:
    """Say that a heading does not apply, and why."""
    from dossier_app.service import filing

    with session.writing() as ws:
        if usual:
            changed = filing.waive_usual(ws, dossier, words["person"])
        else:
            changed = filing.waive(ws, dossier, code, words["reason"], words["person"])
    session.give({"keys": sorted(changed.keys)}, changed.name[session.lang])


@verb(_FILING, "approve", _ID, _CODE, click.option("--person", required=True))
def _approve(session: Session, *, dossier: str, code: str, person: str) -> None:
    """Approve by name what stands under a heading now."""
    from dossier_app.service import filing

    with session.writing() as ws:
        changed = filing.approve(ws, dossier, code, person)
    session.give({"keys": sorted(changed.keys)}, changed.name[session.lang])


@verb(_FILING, "clear", _ID, _CODE)
def _clear(session: Session, *, dossier: str, code: str) -> None:
    """Take back what was placed, approved or waived under a heading."""
    from dossier_app.service import filing

    with session.writing() as ws:
        changed = filing.release(ws, dossier, code)
    session.give({"keys": sorted(changed.keys)}, changed.name[session.lang])


@verb(
    _FILING,
    "text",
    _ID,
    click.argument("chapter", metavar="CHAPTER"),
    click.argument("text", metavar="TEXT"),
)
def _text(session: Session, *, dossier: str, chapter: str, text: str) -> None:
    """Write a chapter's own text (an empty one takes it away)."""
    from dossier_app.service import filing

    with session.writing() as ws:
        changed = filing.write_chapter(ws, dossier, chapter, text)
    session.give({"keys": sorted(changed.keys)}, changed.name[session.lang])


@verb(_FILING, "check", click.argument("path", type=click.Path(path_type=Path)))
def _check(session: Session, *, path: Path) -> None:
    """Check an exported filing (folder or zip) against the rules of the filing system; exit 2 on a breach."""
    from dossier_app.service.filingcheck import check_filing

    faults = check_filing(path)
    value: dict[str, Any] = {
        "ok": not any(each.grave for each in faults),
        "faults": [each.as_json() for each in faults],
    }
    lines = [f"{f.rule.code}\t{f.path}\t{f.found[session.lang]}" for f in faults]
    session.give(value, "\n".join(lines) or _FINE[session.lang])
    if not value["ok"]:
        click.get_current_context().exit(2)


_LETTER = subject(COMMANDS, "letter", "Supplement letters (发补).")


@verb(_LETTER, "read", click.argument("file", type=click.Path(path_type=Path)))
def _letter_read(session: Session, *, file: Path) -> None:
    """Read a letter (pdf, docx, txt) into points without storing it."""
    from datetime import date

    from dossier_app.service.supplement import Receipt, read_letter

    letter = read_letter(Receipt("", date.min, file))
    lines = [f"{each.number}\t{each.place}\t{each.text}" for each in letter.points]
    session.give(letter.as_json(), "\n".join(lines))


@verb(
    _LETTER,
    "import",
    _ID,
    click.argument("file", type=click.Path(path_type=Path), required=False),
    click.option("--number", required=True, help="The letter's number."),
    click.option("--received", required=True, help="The day it was received."),
    click.option("--text", default="", help="The letter's words instead of a file."),
)
def _letter_import(session: Session, *, dossier: str, file: Path | None, **words: str) -> None:
    """Store a letter with its points, the due date, and a note on each field concerned."""
    from dossier_app.service.supplement import Receipt, import_letter

    on, text = day(words["received"], "--received"), words["text"]
    if on is None or (file is None) == (not text):
        raise BadInput(_ONE_OF_TWO, place="--text")
    with session.writing() as ws:
        changed = import_letter(ws, dossier, Receipt(words["number"], on, file, text))
    session.give({"keys": sorted(changed.keys)}, changed.name[session.lang])


_YES_NO = {True: Text("是", "yes"), False: Text("否", "no")}
_FINE = Text("未见不合规则之处。", "Nothing breaks the rules that can be checked.")
