"""Which rule pack a dossier is judged by: shipped or installed in the workspace, found by key and pinned by hash."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from dossier_app.base.errors import NotFound
from dossier_app.base.text import Text
from dossier_app.model.rulepack import RulePack
from dossier_app.rules.identity import content_hash, sealed_hash
from dossier_app.rules.install import installed_packs
from dossier_app.rules.loader import SHIPPED, current_pack, load_pack, shipped_packs

INSTALLED = "rulepacks"
"""The folder of a workspace that holds the packs installed in it."""

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


def packs_here(workspace: Path | None = None) -> tuple[Path, ...]:
    """Return the folders of all rule packs: the shipped ones, then those installed in a workspace folder."""
    shipped = shipped_packs()
    if workspace is None:
        return shipped
    taken = {folder.name for folder in shipped}
    more = installed_packs(workspace / INSTALLED)
    return (*shipped, *(folder for folder in more if folder.name not in taken))


def find_pack(identity: str, workspace: Path | None = None) -> RulePack:
    """Return the pack `key` or `key@sha256`; an empty identity means the current one.

    Packs installed in the folder of `workspace` are found too; a shipped one of the same key goes first.

    Raises:
        NotFound: no such pack here.
        IntegrityBroken: the pack of that key has another content than the pinned one.
    """
    key, _, sha256 = identity.partition("@")
    if not key:
        return current_pack()
    if key == SHIPPED and sha256 in ("", current_identity().partition("@")[2]):
        return current_pack()
    for folder in packs_here(workspace):
        if folder.name == key:
            return _loaded(folder, sha256, sealed_hash(folder))
    raise _no_pack(key, workspace)


@lru_cache(maxsize=8)
def _loaded(folder: Path, sha256: str, _seal: str) -> RulePack:
    """Return a pack that never changes under its seal; read and proved once."""
    return load_pack(folder, sha256)


def _no_pack(key: str, workspace: Path | None = None) -> NotFound:
    known = ", ".join(folder.name for folder in packs_here(workspace)) or "-"
    return NotFound(_NO_PACK.format(name=key, known=known), place=key, code="NO-PACK")
