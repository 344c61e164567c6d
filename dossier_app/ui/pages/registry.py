"""Which class makes which page; each is imported only when its page is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from dossier_app.ui.desk import Desk
from dossier_app.ui.pages.base import Page
from dossier_app.ui.spot import PageKey

_PAGES: Final = {
    PageKey.BOARD: ("board", "BoardPage"),
    PageKey.DOSSIERS: ("dossiers", "DossiersPage"),
    PageKey.CLAIM: ("step", "ClaimPage"),
    PageKey.PROVENANCE: ("step", "ProvenancePage"),
    PageKey.CLASSIFICATION: ("classification", "ClassificationPage"),
    PageKey.REQUIREMENTS: ("ptr.page", "RequirementsPage"),
    PageKey.TENDER: ("tender", "TenderPage"),
    PageKey.GATES: ("gates", "GatesPage"),
    PageKey.MATRIX: ("matrix", "MatrixPage"),
    PageKey.FILING: ("filing", "FilingPage"),
    PageKey.MARKET: ("market", "MarketPage"),
    PageKey.EXPORT: ("export", "ExportPage"),
    PageKey.TENDERS: ("tenders", "TendersPage"),
    PageKey.EVIDENCE: ("evidence", "EvidencePage"),
    PageKey.LAW: ("law", "LawPage"),
    PageKey.SETTINGS: ("settings", "SettingsPage"),
}


def load_all() -> None:
    """Load the modules of all pages beside the window, so that none is loaded while it is waited for."""
    for module, _ in _PAGES.values():
        import_module(_home(module))


def make(key: PageKey, desk: Desk) -> Page:
    """Make a page."""
    module, name = _PAGES[key]
    kind: type[Page] = getattr(import_module(_home(module)), name)
    return kind(desk)


def _home(module: str) -> str:
    """Return the whole name of a page's module; one with a folder of its own says so by a dot."""
    return f"dossier_app.ui.{module}" if "." in module else f"dossier_app.ui.pages.{module}"
