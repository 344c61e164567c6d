"""Makes, renames, archives and pins dossiers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import assert_never

from dossier_app.base.errors import BadInput
from dossier_app.model.dossier import Heading
from dossier_app.model.fields import NAME_LIMIT
from dossier_app.service.commands import ChangeHeading, CreateDossier, PinRulePack, RemoveDossier
from dossier_app.service.effects import HEADING, Context, Inverse
from dossier_app.service.packs import current_identity, find_pack
from dossier_app.service.refusals import no_dossier, refuse

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def change_dossier(
    context: Context, command: CreateDossier | RemoveDossier | ChangeHeading | PinRulePack
) -> Inverse:
    """Carry out a command about a dossier as a whole and return its inverse."""
    match command:
        case CreateDossier():
            return _create(context, command)
        case RemoveDossier():
            return _remove_dossier(context, command)
        case ChangeHeading():
            return _change_heading(context, command)
        case PinRulePack():
            return _pin(context, command)
        case _:
            assert_never(command)


def _create(context: Context, command: CreateDossier) -> Inverse:
    work = context.work
    if not command.dossier or not _KEY.fullmatch(command.dossier):
        raise _bad_key(command.dossier, "dossier")
    if not _KEY.fullmatch(command.key):
        raise _bad_key(command.key, "key")
    for name in (command.dossier, command.key):
        if work.heading(name) is not None:
            raise refuse(
                "已有编号或代号为“{name}”的卷宗。",
                "There is a dossier with the id or key “{name}” already.",
                place="key",
                code="KEY-TAKEN",
                name=name,
            )
    heading = Heading(
        id=command.dossier,
        key=command.key,
        name=_name(command.name),
        pack=command.pack or current_identity(),
        judged_on=day(command.judged_on),
        sample=command.sample,
    )
    work.add_dossier(heading)
    context.effects.touch_dossier(heading.id, HEADING)
    return RemoveDossier(heading.id)


def _remove_dossier(context: Context, command: RemoveDossier) -> Inverse:
    heading = known(context, command.dossier)
    if not context.work.is_empty(heading.id):
        raise refuse(
            "卷宗“{key}”已有内容，不能收回，可以归档。",
            "The dossier “{key}” has content and cannot be taken back; archive it.",
            place=heading.key,
            code="NOT-EMPTY",
            key=heading.key,
        )
    context.work.remove_dossier(heading.id)
    context.effects.touch_dossier(heading.id, HEADING)
    judged = heading.judged_on.isoformat() if heading.judged_on else None
    return CreateDossier(
        heading.id, heading.key, heading.name, heading.pack, judged, heading.sample
    )


def _change_heading(context: Context, command: ChangeHeading) -> Inverse:
    old = known(context, command.dossier)
    new = replace(
        old,
        name=old.name if command.name is None else _name(command.name),
        archived=old.archived if command.archived is None else command.archived,
        judged_on=old.judged_on if command.judged_on is None else day(command.judged_on),
    )
    if new == old:
        return None
    context.work.change_dossier(new)
    context.effects.touch_dossier(old.id, HEADING)
    return ChangeHeading(
        old.id,
        name=None if new.name == old.name else old.name,
        archived=None if new.archived == old.archived else old.archived,
        judged_on=None
        if new.judged_on == old.judged_on
        else (old.judged_on.isoformat() if old.judged_on else ""),
    )


def _pin(context: Context, command: PinRulePack) -> Inverse:
    old = known(context, command.dossier)
    identity = command.pack if context.takes_back else _identity(command.pack, context.folder)
    if identity == old.pack:
        return None
    context.work.change_dossier(replace(old, pack=identity))
    context.effects.touch_dossier(old.id, HEADING)
    return PinRulePack(old.id, old.pack)


def _identity(name: str, workspace: Path | None) -> str:
    """Return key and hash of a pack that is here; taking a pin back asks for none, the older pack may be gone."""
    pack = find_pack(name, workspace)
    return f"{pack.key}@{pack.sha256}"


def known(context: Context, dossier: str) -> Heading:
    """Return the heading of a dossier named by id or key; raises NotFound."""
    heading = context.work.heading(dossier)
    if heading is None:
        raise no_dossier(dossier)
    return heading


def _name(raw: str) -> str:
    if not 0 < len(raw.strip()) <= NAME_LIMIT or not raw.isprintable():
        raise refuse(
            "名称应为 1 到 {limit} 个可见字符。",
            "A name has 1 to {limit} visible characters.",
            place="name",
            code="BAD-NAME",
            limit=NAME_LIMIT,
        )
    return raw.strip()


def day(raw: str | None) -> date | None:
    """Return the date, None for none; raises BadInput."""
    if not raw:
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise refuse(
            "“{raw}”不是日期（应如 2026-11-22）。",
            "“{raw}” is not a date such as 2026-11-22.",
            place="judged_on",
            code="BAD-DATE",
            raw=raw[:40],
        ) from None


def _bad_key(found: str, place: str) -> BadInput:
    return refuse(
        "“{found}”不能作为编号或代号：应为 1 到 64 个字母、数字、点、横线或下划线，以字母或数字开头。",
        "“{found}” cannot be an id or key: 1 to 64 letters, digits, dots, dashes or underscores, "
        "beginning with a letter or digit.",
        place=place,
        code="BAD-KEY",
        found=found[:80],
    )
