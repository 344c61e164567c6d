"""Drives the real window over the samples and saves a picture of each page."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from dossier_app.base.text import Lang
from dossier_app.service import demo, queries
from dossier_app.service.workspace import Workspace
from dossier_app.ui.app import application, first_window
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.step import StepPage
from dossier_app.ui.settings import Settings
from dossier_app.ui.spot import PageKey, Spot
from dossier_app.ui.theme import Scheme

SIZES = ((1366, 768), (1920, 1080))
LOOKS = tuple((lang, scheme) for lang in Lang for scheme in (Scheme.LIGHT, Scheme.DARK))


def wait(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(window: MainWindow, most: float = 20.0) -> None:
    """Wait until the page is whole and nothing is under way."""
    end = time.monotonic() + most
    wait(300)
    while time.monotonic() < end:
        page = window.page()
        whole = not isinstance(page, StepPage) or page.is_built()
        if window.desk.pack and window.desk.jobs.is_quiet() and whole:
            break
        wait(50)
    wait(250)


def take(window: MainWindow, out: Path, pages: list[PageKey]) -> int:
    """Save every page in every look and size; return how many pictures were made."""
    dossier = queries.heading(window.desk.ws, "lung-nodule").id
    count = 0
    for width, height in SIZES:
        window.resize(width, height)
        for lang, scheme in LOOKS:
            window.set_scheme(scheme)
            window.set_language(lang)
            for page in pages:
                window.go(Spot(page, dossier))
                settle(window)
                name = f"{page.value}-{lang.value}-{scheme.value}-{width}.png"
                window.grab().save(str(out / name))
                count += 1
    return count


def main(arguments: list[str]) -> int:
    """Make a workspace with the samples, open the window on it and take the pictures."""
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    pages = [PageKey(word) for word in arguments[1:]] or list(PageKey)
    application()
    with tempfile.TemporaryDirectory(prefix="dossier-pictures-") as name:
        folder = Path(name) / "workspace"
        with Workspace.create(folder) as workspace:
            window = first_window(workspace, Settings(folder / "window.ini"))
            window.resize(*SIZES[0])
            window.show()
            settle(window)
            window.grab().save(str(out / "first-start.png"))
            demo.install_samples(workspace)
            count = take(window, out, pages)
            window.close()
    sys.stdout.write(f"{count} pictures: {out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
