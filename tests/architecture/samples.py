"""For each rule: small texts that break it, and texts close to them that do not."""

from tests.architecture import conduct, packages, promises, shape
from tests.architecture.sources import Rule

SAMPLES: dict[Rule, tuple[tuple[str, ...], tuple[str, ...]]] = {
    shape.long_module: (("x = 1\n" * 401,), ("x = 1\n" * 400,)),
    shape.long_function: (
        ("def f():\n" + "    x = 1\n" * 30, "class A:\n    async def f(self):\n" + "        x = 1\n" * 30),
        ('def f():\n    """Say.\n\n    More.\n    """\n' + "    x = 1\n" * 29,),
    ),
    shape.many_parameters: (
        ("def f(a, b, c, d, e, g): ...", "def f(a, b, /, c, *, d, e, g): ..."),
        ("class A:\n    def f(self, a, b, c, d, e): ...",),
    ),
    conduct.write_past_replacing: (
        (
            "open('a', 'w')", "path.open('ab')", "path.open(mode='r+')", "path.write_text('x')",
            "path.write_bytes(b'')", "ZipFile(path, 'x')", "shutil.copyfile(a, b)",
            "with opened(path):\n    path.write_text('x')",
        ),
        (
            "open('a.txt')", "path.open('rb')", "with replacing(p) as new:\n    new.write_text('x')",
            "def f(temporary):\n    (temporary / 'a').write_bytes(b'')", "ZipFile(path, 'r')",
        ),
    ),
    conduct.literal_colour: (
        ("x = '#1D5FBF'", "x = 'color: rgb(1, 2, 3)'", "x = '#fff'", "QColor(1, 2, 3)", "x = Qt.GlobalColor.red"),
        ("'''Says #1D5FBF.'''", "x = 'issue #12'", "QColor(role)"),
    ),
    conduct.broad_except: (
        (
            "try:\n    f()\nexcept Exception:\n    g()", "try:\n    f()\nexcept:\n    g()",
            "try:\n    f()\nexcept (OSError, BaseException) as e:\n    raise X from e",
            "with contextlib.suppress(Exception):\n    f()",
        ),
        ("try:\n    f()\nexcept OSError:\n    g()", "try:\n    f()\nexcept BaseException:\n    g()\n    raise"),
    ),
    conduct.network_import: (
        ("import socket", "from urllib import request", "import http.client as x", "from PySide6 import QtNetwork",
         "from PySide6.QtNetwork import QTcpSocket", "def f():\n    import asyncio"),
        ("from urllib.parse import quote", "from PySide6.QtWidgets import QWidget", "import http"),
    ),
    shape.vague_name: (("class FileManager: ...", "class ZipUtils: ..."), ("class Workspace: ...",)),
    shape.unexplained_ignore: (
        ("x = 1  # type: ignore", "x = 1  # type: ignore[arg-type]", "x = 1  # type: ignore - stub"),
        ("x = 1  # type: ignore[arg-type] - the stub lacks the second form",),
    ),
    shape.orphan_todo: (("# TODO later", "x = 1  # FIXME"), ("# TODO #12 later", "x = 'TODO'")),
    conduct.cascading_delete: (("ForeignKey('a.id', ondelete='CASCADE')", "# ON DELETE cascade"), ("ondelete='RESTRICT'",)),
    shape.machine_word: (
        (*shape.REGISTRIES, "see /" + "root/.cache",
         "cd '/" + "work/main'", "/" + "home/ann/x", "C:" + "\\Users\\ann"),
        ("/usr/bin/env", "resources/work/x", "https://example.org/work/x", "~/work/x", "/tmp/x"),
    ),
    conduct.impure_model: (
        ("import os", "from pathlib import Path", "open(name)", "import time", "uuid.uuid4()"),
        ("uuid.uuid5(space, name)", "from datetime import date", "import re", "import hashlib"),
    ),
    conduct.clock_read: (
        ("datetime.now(UTC)", "date.today()", "import time\ntime.time()", "datetime.date.today()"),
        ("clock.now()", "time.monotonic()", "date(2026, 1, 1)"),
    ),
    conduct.thawed_dataclass: (
        ("@dataclass\nclass A: ...", "@dataclass(frozen=True)\nclass A: ...",
         "@dataclasses.dataclass(frozen=True, slots=False)\nclass A: ..."),
        ("@dataclass(frozen=True, slots=True)\nclass A: ...", "class A: ..."),
    ),
    conduct.half_text: (
        ("Text('无', '')", "Text('', 'None')", "Text('适用范围', '适用范围')"),
        ("Text('无', 'None')", "Text('', '')", "Text('★', '★')", "Text(zh, en)"),
    ),
    promises.toothless_test: (
        ("def test_a():\n    f()", "def test_a():\n    helped()\ndef helped():\n    f()",
         "class TestA:\n    def test_a(self):\n        pass"),
        ("def test_a():\n    assert f()", "def test_a():\n    with pytest.raises(OSError):\n        f()",
         "def test_a():\n    holds()\ndef holds():\n    assert f()",
         "def test_a(qtmodeltester):\n    qtmodeltester.check(model)", "def f():\n    pass"),
    ),
    promises.skipped_test: (
        ("@pytest.mark.skip\ndef test_a(): ...", "pytest.skip('later')", "pytest.importorskip('x')",
         "@pytest.mark.xfail(reason='x')\ndef test_a(): ..."),
        ("rows.skip(3)", "@pytest.mark.parametrize('a', [1])\ndef test_a(a): ..."),
    ),
    promises.sleeping_test: (
        ("time.sleep(1)", "qtbot.wait(100)", "from time import sleep\nsleep(1)"),
        ("qtbot.waitSignal(x)", "qtbot.waitUntil(f)"),
    ),
    promises.mocking_test: (
        ("from unittest.mock import Mock", "from unittest import mock", "import unittest.mock"),
        ("import unittest", "from tests.store import making"),
    ),
    packages.undeclared_package: (
        ("import pytest", "import no_such_package", "from pycparser import c_parser"),
        ("import json", "from sqlalchemy import text", "from PySide6.QtPdf import QPdfDocument", "import dossier_app"),
    ),
}  # fmt: skip
