"""Words on the command line go to `cli`, none to the window; nothing else is imported before that is known."""

from __future__ import annotations

import gc
import sys
from pathlib import Path


def main() -> int:
    """Run the program and return its exit code."""
    words = sys.argv[1:]
    if words[:1] == ["--read-child"]:
        from dossier_app.readers.child import main as read

        return read()
    from dossier_app.cli.main import run

    return run(words, _window)


def _window(data: Path | None) -> int:
    gc.disable()  # the window turns it on again once it was painted: nothing made until then is ever garbage
    from dossier_app.ui.app import main as show

    return show(data)


if __name__ == "__main__":
    sys.exit(main())
