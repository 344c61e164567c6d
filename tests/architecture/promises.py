"""Rules on the tests themselves: each can fail, none is skipped, none waits, none pretends."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import Breach, Source, calls, dotted, functions, imports, last_name

SKIPS = {"skip", "skipif", "importorskip", "xfail", "skipTest"}
CHECKS = ("assert", "check", "expect", "refuse", "verify", "wait")
CHECKING_BLOCKS = {"raises", "warns", "waitSignal", "assertNotEmitted", "captureExceptions"}


def toothless_test(source: Source) -> Iterator[Breach]:
    """A test says what must hold, itself or through a function beside it that does."""
    defined = {each.name: each for each in functions(source)}
    for name, function in defined.items():
        if name.startswith("test_") and not _checks(function, defined, set()):
            yield Breach(source.path, function.lineno, f"{name} can not fail")


def skipped_test(source: Source) -> Iterator[Breach]:
    """The suite skips nothing and expects no failure."""
    for node in ast.walk(source.tree):
        name = dotted(node) if isinstance(node, ast.Attribute) else ""
        first, _, last = name.rpartition(".")
        if last in SKIPS and first.split(".")[0] in {"pytest", "unittest", "self"}:
            yield Breach(source.path, node.lineno, f"{name} hides a test")


def sleeping_test(source: Source) -> Iterator[Breach]:
    """Nobody sleeps: a test waits for what happens, not for time to pass."""
    for call in calls(source):
        if last_name(call.func) == "sleep" or dotted(call.func) in {"qtbot.wait", "QTest.qWait"}:
            yield Breach(source.path, call.lineno, f"{dotted(call.func)}() lets time pass")


def mocking_test(source: Source) -> Iterator[Breach]:
    """Real database, real files, real Qt: only the clock and a person's answers are played."""
    for line, name in imports(source):
        if name.split(".")[:2] == ["unittest", "mock"] or name.startswith("mock"):
            yield Breach(source.path, line, f"imports {name}")


def _checks(
    function: ast.AST, beside: dict[str, ast.FunctionDef | ast.AsyncFunctionDef], seen: set[str]
) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = last_name(node.func)
            if name in CHECKING_BLOCKS or name.lstrip("_").startswith(CHECKS):
                return True
            if name in beside and name not in seen and _checks(beside[name], beside, seen | {name}):
                return True
    return False
