"""Seals a pack: writes its hash beside its folder, after proving it; a sealed pack is refused once it is edited."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dossier_app.base.atomic import replacing
from dossier_app.rules.identity import content_hash, seal_path, sealed_hash
from dossier_app.rules.loader import load_pack


def found_hash(folder: Path) -> str:
    """Return the hash of what stands in a pack folder."""
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return content_hash(files)


def seal(folder: Path) -> str:
    """Prove a pack and write its seal; return the hash. Raises PackRefused when the pack is faulty."""
    sha256 = found_hash(folder)
    load_pack(folder, sha256)
    with replacing(seal_path(folder)) as temporary:
        temporary.write_text(f"{sha256}  {folder.name}\n", encoding="utf-8")
    return sha256


def unsealed(folders: Iterable[Path]) -> tuple[str, ...]:
    """Return the names of the packs whose seal is missing or does not fit."""
    return tuple(folder.name for folder in folders if sealed_hash(folder) != found_hash(folder))
