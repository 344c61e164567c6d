"""What a pack is: its key and one SHA-256 over all its files in order."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path


def content_hash(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over name, length and bytes of every file, by name in order."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()


def seal_path(folder: Path) -> Path:
    """Return the file beside a pack folder that holds its released hash."""
    return folder.with_name(folder.name + ".sha256")


def sealed_hash(folder: Path) -> str:
    """Return the released hash of a pack folder, empty when it has not been sealed."""
    seal = seal_path(folder)
    return seal.read_text(encoding="utf-8").split()[0] if seal.is_file() else ""
