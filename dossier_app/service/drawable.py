"""Characters that no shipped face draws, told where they stand long before an export would refuse them."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS, STEPS, step_of_kind
from dossier_app.model.dossier import Dossier
from dossier_app.model.finding import Finding, Place, Severity
from dossier_app.model.records import Record
from dossier_app.model.tenderfile import RequirementRow, TenderFile
from dossier_app.service.workspace import Workspace

Seen = dict[str, tuple[tuple[Record, ...], tuple[Finding, ...]]]
CODES = {
    "PACK-01": Text("文字中有无法打印的字符", "A text holds a character that cannot be printed"),
    "READ-18": Text(
        "招标文件中有无法打印的字符", "The buyer's file holds a character that cannot be printed"
    ),
}
"""The codes of this module with their meanings."""
_STEP_OF = {f.key: step.key for step in STEPS for part in step.sections for f in part.fields}
_FOUND = Text(
    "{where}中的字符“{shown}”（{code}）无法打印，导出前请替换。",
    "The character “{shown}” ({code}) in {where} cannot be printed; replace it before exporting.",
)
_CELL = Text("{kind}“{title}”的“{field}”", "“{field}” of {kind} “{title}”")
_CLAUSE = Text("条款 {number}（{place}）", "clause {number} ({place})")
_ROW = Text("“{name}”一行", "row “{name}”")


def unprintable(text: str) -> str:
    """Return the distinct characters of `text` that no shipped face draws; all of GBK is drawn."""
    if text.isascii():
        return ""
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        from dossier_app.writers.fonts import undrawable

        return undrawable(text)
    return ""


def of_file(read: TenderFile) -> tuple[Finding, ...]:
    """Return a warning for each row of a buyer's file that no document can print."""
    places = [(_clause(row), row.text + row.section + row.number) for row in read.requirements]
    places += [(_ROW.format(name=row.item[:30]), row.group + row.item) for row in read.scoring]
    places += [(_ROW.format(name=row.name[:30]), row.name) for row in read.price_lines]
    return tuple(
        Finding("READ-18", Severity.WARNING, "tender", Place(), _said(where, missing))
        for where, text in places
        if (missing := unprintable(text))
    )


def findings(ws: Workspace, dossier: Dossier, tender: str = "") -> tuple[Finding, ...]:
    """Return what in answers and records cannot be printed; of one tender (its id) its own rows only.

    What a tender pack prints blocks, the rest warns. A kind is looked at again only when it changed.
    """
    key = f"drawable:{dossier.heading.id}"
    kept = ws.kept.get(key)
    before: Seen = kept if isinstance(kept, dict) else {}
    now: Seen = {}
    for kind, records in dossier.records.items():
        was = before.get(kind)
        fresh = was is None or was[0] is not records
        now[kind] = (records, tuple(_of_kind(records)) if fresh or was is None else was[1])
    ws.kept[key] = now
    rows = (found for _, group in now.values() for found in group)
    return (*_of_answers(dossier), *(f for f in rows if not tender or f.tender in ("", tender)))


def _of_answers(dossier: Dossier) -> Iterator[Finding]:
    for key, value in dossier.answers.items():
        missing = unprintable(value) if isinstance(value, str) else ""
        if missing and key in _STEP_OF:
            message = _said(FIELDS[key].label, missing)
            place = Place("", dossier.heading.id, key)
            yield Finding("PACK-01", Severity.WARNING, _STEP_OF[key], place, message)


def _of_kind(records: tuple[Record, ...]) -> Iterator[Finding]:
    for record in records:
        kind = RECORD_KINDS[record.kind]
        step = step_of_kind(record.kind)
        tender = record.id if record.kind == "tender" else record.text("tender")
        grave = Severity.BLOCKER if step == "tender" else Severity.WARNING
        for field in kind.fields:
            value = record.values.get(field.key)
            missing = unprintable(value) if isinstance(value, str) and not field.internal else ""
            if missing:
                title = record.text("number") or record.text(kind.title)[:30]
                where = _CELL.format(kind=kind.label, title=title, field=field.label)
                place = Place(record.kind, record.id, field.key)
                yield Finding("PACK-01", grave, step, place, _said(where, missing), tender=tender)


def _clause(row: RequirementRow) -> Text:
    from dossier_app.service.tendering import place_words

    number = row.number or row.text[:20]
    return _CLAUSE.format(number=number, place=place_words(row.source) or "-")


def _said(where: Text, missing: str) -> Text:
    shown = "".join(each if each.isprintable() else "\ufffd" for each in missing)
    codes = ", ".join(f"U+{ord(each):04X}" for each in missing)
    return _FOUND.format(where=where, shown=shown, code=codes)
