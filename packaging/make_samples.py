"""Makes resources/samples anew: run `python packaging/make_samples.py [OUT [KEY...]]`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]


def main(arguments: list[str]) -> int:
    """Build into the folder given, else into the checkout's resources."""
    from samples.build import COMPLETE, build

    out = Path(arguments[0]) if arguments else ROOT / "resources" / "samples"
    build(out, tuple(arguments[1:]) or COMPLETE, board_too=not arguments[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
