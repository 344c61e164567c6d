"""Where the program's own files and the user's folders are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from platformdirs import user_data_path, user_log_path

_APP = "dossier-builder"


@cache
def resources() -> Path:
    """Return the folder of shipped files: beside the package when installed, else the checkout's."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def default_workspace() -> Path:
    """Return the folder of the user's own workspace."""
    return user_data_path(_APP, appauthor=False)


def log_folder() -> Path:
    """Return the folder for logs (which never hold dossier content)."""
    return user_log_path(_APP, appauthor=False)
