"""Which rule pack a dossier is judged by: the shipped ones, found by key and pinned by hash."""

from __future__ import annotations

from functools import cache

from dossier_app.base.errors import NotFound
from dossier_app.base.text import Text
from dossier_app.model.rulepack import RulePack
from dossier_app.rules.identity import content_hash, sealed_hash
from dossier_app.rules.loader import SHIPPED, current_pack, load_pack, shipped_packs

_NO_PACK = Text(
    "本程序没有规则包“{name}”。可用：{known}。",
    "This program has no rule pack “{name}”. There are: {known}.",
)


@cache
def current_identity() -> str:
    """Return key and hash of the pack that a new dossier is pinned to, without reading its rules."""
    for folder in shipped_packs():
        if folder.name == SHIPPED:
            files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
            return f"{SHIPPED}@{sealed_hash(folder) or content_hash(files)}"
    raise _no_pack(SHIPPED)


def find_pack(identity: str) -> RulePack:
    """Return the pack `key` or `key@sha256`; an empty identity means the current one.

    Raises:
        NotFound: no such pack here.
        IntegrityBroken: the pack of that key has another content than the pinned one.
    """
    key, _, sha256 = identity.partition("@")
    if not key:
        return current_pack()
    if key == SHIPPED and sha256 in ("", current_identity().partition("@")[2]):
        return current_pack()
    for folder in shipped_packs():
        if folder.name == key:
            return load_pack(folder, sha256)
    raise _no_pack(key)


def _no_pack(key: str) -> NotFound:
    known = ", ".join(folder.name for folder in shipped_packs()) or "-"
    return NotFound(_NO_PACK.format(name=key, known=known), place=key, code="NO-PACK")
