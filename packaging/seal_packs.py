"""Seals the shipped rule packs, or with --check tells which are not; run after every edit of a pack, before a release."""

from __future__ import annotations

import sys

from dossier_app.rules.loader import shipped_packs
from dossier_app.rules.sealing import seal, unsealed


def main(arguments: list[str]) -> int:
    """Seal every shipped pack; with --check exit 1 when one is not sealed."""
    if arguments == ["--check"]:
        names = unsealed(shipped_packs())
        sys.stdout.write("".join(f"{name}\n" for name in names))
        return 1 if names else 0
    for folder in shipped_packs():
        sys.stdout.write(f"{seal(folder)}  {folder.name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
