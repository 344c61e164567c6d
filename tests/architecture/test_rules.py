"""The house rules hold in every file, and each rule is able to fail."""

import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.architecture import rules
from tests.architecture.rules import Breach, Rule, Source

ROOT = Path(__file__).parents[2]

# Where each rule looks: folders taken in, places left out with their reason.
PROGRAM = ("dossier_app/",)
EVERYWHERE = ("",)
MIGRATIONS = "dossier_app/store/migrations/versions/"  # a migration is one list, never edited again
SCOPE: dict[Rule, tuple[tuple[str, ...], tuple[str, ...]]] = {
    rules.long_module: (("dossier_app/", "tests/", "packaging/"), (MIGRATIONS,)),
    rules.long_function: (("dossier_app/", "packaging/"), (MIGRATIONS,)),
    rules.many_parameters: (("dossier_app/", "packaging/"), ()),
    rules.write_past_replacing: (PROGRAM, ("dossier_app/base/atomic.py",)),
    rules.literal_colour: (("dossier_app/ui/",), ("dossier_app/ui/theme/",)),
    rules.broad_except: (PROGRAM, ()),
    rules.network_import: (PROGRAM, ()),
    rules.vague_name: (PROGRAM, ()),
    rules.unexplained_ignore: (
        ("dossier_app/", "tests/", "packaging/"),
        ("tests/architecture",),
    ),
    rules.orphan_todo: (("dossier_app/", "tests/", "packaging/"), ("tests/architecture",)),
    rules.cascading_delete: (PROGRAM, ()),
    rules.machine_word: (EVERYWHERE, ()),
}

# What may stand for now, with its count and reason. A number may only fall; a fallen one must be lowered here.
ALLOWED: dict[tuple[Rule, str], tuple[int, str]] = {}

# One small sample for each rule that breaks it, and one close to it that does not.
SAMPLES: dict[Rule, tuple[tuple[str, ...], tuple[str, ...]]] = {
    rules.long_module: (("x = 1\n" * 401,), ("x = 1\n" * 400,)),
    rules.long_function: (
        ("def f():\n" + "    x = 1\n" * 30, "class A:\n    async def f(self):\n" + "        x = 1\n" * 30),
        ('def f():\n    """Say.\n\n    More.\n    """\n' + "    x = 1\n" * 29,),
    ),
    rules.many_parameters: (
        ("def f(a, b, c, d, e, g): ...", "def f(a, b, /, c, *, d, e, g): ..."),
        ("class A:\n    def f(self, a, b, c, d, e): ...",),
    ),
    rules.write_past_replacing: (
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
    rules.literal_colour: (
        ("x = '#1D5FBF'", "x = 'color: rgb(1, 2, 3)'", "x = '#fff'", "QColor(1, 2, 3)", "x = Qt.GlobalColor.red"),
        ("'''Says #1D5FBF.'''", "x = 'issue #12'", "QColor(role)"),
    ),
    rules.broad_except: (
        (
            "try:\n    f()\nexcept Exception:\n    g()", "try:\n    f()\nexcept:\n    g()",
            "try:\n    f()\nexcept (OSError, BaseException) as e:\n    raise X from e",
            "with contextlib.suppress(Exception):\n    f()",
        ),
        ("try:\n    f()\nexcept OSError:\n    g()", "try:\n    f()\nexcept BaseException:\n    g()\n    raise"),
    ),
    rules.network_import: (
        ("import socket", "from urllib import request", "import http.client as x", "from PySide6 import QtNetwork",
         "from PySide6.QtNetwork import QTcpSocket", "def f():\n    import asyncio"),
        ("from urllib.parse import quote", "from PySide6.QtWidgets import QWidget", "import http"),
    ),
    rules.vague_name: (("class FileManager: ...", "class ZipUtils: ..."), ("class Workspace: ...",)),
    rules.unexplained_ignore: (
        ("x = 1  # type: ignore", "x = 1  # type: ignore[arg-type]", "x = 1  # type: ignore - stub"),
        ("x = 1  # type: ignore[arg-type] - the stub lacks the second form",),
    ),
    rules.orphan_todo: (("# TODO later", "x = 1  # FIXME"), ("# TODO #12 later", "x = 'TODO'")),
    rules.cascading_delete: (("ForeignKey('a.id', ondelete='CASCADE')", "# ON DELETE cascade"), ("ondelete='RESTRICT'",)),
    rules.machine_word: (
        (*rules.REGISTRIES, "see /" + "root/.cache",
         "cd '/" + "work/main'", "/" + "home/ann/x", "C:" + "\\Users\\ann"),
        ("/usr/bin/env", "resources/work/x", "https://example.org/work/x", "~/work/x", "/tmp/x"),
    ),
}  # fmt: skip


@cache
def tracked() -> tuple[Source, ...]:
    """Every tracked or new text file of the checkout that is not ignored."""
    words = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout
    found = []
    for path in sorted(set(listed.decode().split("\0"))):
        if (ROOT / path).is_file():
            raw = (ROOT / path).read_bytes()
            found.append(Source(path, raw.decode("utf-8", errors="replace")))
    return tuple(found)


def looked_at(rule: Rule) -> list[Source]:
    """The files in a rule's scope: Python for all rules but the one on words."""
    inside, outside = SCOPE[rule]
    return [
        source
        for source in tracked()
        if source.path.startswith(inside)
        and not (outside and source.path.startswith(outside))
        and (source.path.endswith(".py") or rule is rules.machine_word)
    ]


def name(value: object) -> str:
    return getattr(value, "__name__", "")


@pytest.mark.parametrize("rule", SCOPE, ids=name)
def test_rule_holds(rule: Rule) -> None:
    breaches = [breach for source in looked_at(rule) for breach in rule(source)]
    counted = Counter(breach.path for breach in breaches)
    allowed = {path: count for (which, path), (count, _) in ALLOWED.items() if which is rule}
    wrong = {path for path in counted | allowed if counted.get(path, 0) != allowed.get(path, 0)}
    listing = "\n".join(str(breach) for breach in breaches if breach.path in wrong)
    assert not wrong, f"{rule.__doc__}\n{listing}\ncounts that differ from ALLOWED: {sorted(wrong)}"


def test_every_rule_has_a_scope_and_samples() -> None:
    public = {
        value
        for key, value in vars(rules).items()
        if callable(value) and getattr(value, "__annotations__", {}).get("source") is Source
        and not key.startswith("_")
    }  # fmt: skip
    assert public == set(SCOPE) == set(SAMPLES)


def test_every_scope_takes_in_files() -> None:
    empty = [name(rule) for rule in SCOPE if not looked_at(rule)]
    assert not empty


def cases(which: int) -> list[tuple[Rule, str]]:
    return [(rule, text) for rule, both in SAMPLES.items() for text in both[which]]


@pytest.mark.parametrize(("rule", "text"), cases(0), ids=lambda value: name(value) or value[:30])
def test_rule_fails_on_a_bad_sample(rule: Rule, text: str) -> None:
    assert [type(breach) for breach in rule(Source("sample.py", text))][:1] == [Breach]


@pytest.mark.parametrize(("rule", "text"), cases(1), ids=lambda value: name(value) or value[:30])
def test_rule_passes_a_good_sample(rule: Rule, text: str) -> None:
    assert [str(breach) for breach in rule(Source("sample.py", text))] == []


def test_a_module_name_that_says_nothing_is_found() -> None:
    assert list(rules.vague_name(Source("dossier_app/model/utils.py", "")))
