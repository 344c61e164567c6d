"""The last look before a commit: nothing refers to what is not there, and nothing across dossiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dossier_app.base.text import Text
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.fields import Kind
from dossier_app.service.effects import Context, answer_key, record_key
from dossier_app.service.refusals import refuse
from dossier_app.service.wording import kind_label

Pointer = tuple[str, str, str, str]
"""(owner, place, target kind, target id)"""


def check_references(context: Context) -> None:
    """Refuse a change that leaves a reference to nothing or into another dossier.

    Raises:
        BadInput: naming what refers to what.
    """
    _check_removed(context)
    wanted: dict[str, set[str]] = defaultdict(set)
    pointers = [*_from_records(context), *_from_answers(context)]
    for _, _, kind, target in pointers:
        wanted[kind].add(target)
    owners = {kind: context.work.owners(kind, ids) for kind, ids in wanted.items()}
    for owner, place, kind, target in pointers:
        found = owners[kind].get(target)
        if found is None or (found and found != owner):
            raise refuse(
                "“{place}”引用的{kind}“{target}”不存在或属于另一卷宗。",
                "“{place}” refers to the {kind} “{target}”, which does not exist or belongs to another dossier.",
                place=place,
                code="BAD-REFERENCE",
                kind=kind_label(kind),
                target=target,
            )


def _from_records(context: Context) -> Iterator[Pointer]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, record_id in context.effects.written:
        by_kind[kind].append(record_id)
    for kind, ids in by_kind.items():
        links = [f for f in RECORD_KINDS[kind].fields if f.kind is Kind.REFERENCE]
        for record in context.work.some_records(kind, ids) if links else ():
            for field in links:
                if target := record.text(field.key):
                    place = f"{record_key(kind, record.id)}.{field.key}"
                    yield record.dossier, place, field.target, target


def _from_answers(context: Context) -> Iterator[Pointer]:
    for dossier, key in context.effects.answered:
        target = context.work.answer(dossier, key)
        if isinstance(target, str):
            yield dossier, answer_key(key), FIELDS[key].target, target


def _check_removed(context: Context) -> None:
    for kind, record_id in context.effects.removed:
        for other, field_key, record in context.work.referrers(kind, record_id):
            label = kind_label(other) if other else Text("答案", "the answer")
            field = RECORD_KINDS[other].field(field_key) if other else FIELDS[field_key]
            shown = record.text(RECORD_KINDS[other].title)[:40] if other else ""
            raise refuse(
                "不能移除：{other}“{title}”的“{field}”仍在引用它。请先解除该引用。",
                "Cannot be removed: “{field}” of {other} “{title}” refers to it. Undo that reference first.",
                place=record_key(other, record.id) if other else answer_key(field_key),
                code="STILL-REFERENCED",
                other=label,
                title=shown,
                field=field.label,
            )
