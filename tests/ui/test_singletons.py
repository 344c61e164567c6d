"""None cannot run out, however often Qt hands it over (PySide 6.12 on Python 3.11)."""

import sys

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dossier_app.ui import singletons


def test_none_has_references_to_spare(qapp: object):
    widget = QWidget()
    layout = QVBoxLayout(widget)
    for _ in range(20_000):
        layout.itemAt(0)
    assert sys.getrefcount(None) > 1 << 30


def test_holding_twice_adds_nothing():
    before = sys.getrefcount(None)
    singletons.hold()
    assert abs(sys.getrefcount(None) - before) < 10_000
