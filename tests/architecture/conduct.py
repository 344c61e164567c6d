"""Rules on what the program may do: write, catch, reach out, read a clock, colour a screen."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Breach, Source, calls, dotted, imports, last_name

IMPURE = {
    "glob", "io", "logging", "os", "pathlib", "random", "secrets", "shutil", "subprocess", "sys",
    "tempfile", "threading", "time", "urllib", "zipfile",
}  # fmt: skip
CLOCKS = {"datetime.now", "datetime.datetime.now", "time.time", "time.time_ns"}
SAFE_BLOCKS = {"replacing", "new_folder"}
WRITERS = {"write_text", "write_bytes", "NamedTemporaryFile", "copyfile", "copy2", "copytree"}

NETWORK = (
    "asyncio", "ftplib", "http.client", "http.server", "imaplib", "poplib", "requests", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib.request", "xmlrpc", "httpx", "aiohttp",
    "urllib3", "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets",
)  # fmt: skip

_COLOUR = re.compile(
    r"#[0-9a-f]{6}(?:[0-9a-f]{2})?\b|^#[0-9a-f]{3,4}$|\brgba?\s*\(|\bhsla?\s*\(", re.I
)
_WRITING_MODE = re.compile(r"(?=.*[wax+])[rwaxbt+]+")
_CASCADE = re.compile(r"on\s+delete\s+cascade|ondelete\s*=\s*[\"']cascade", re.IGNORECASE)


_HAN = re.compile(r"[\u4e00-\u9fff]")


def write_past_replacing(source: Source) -> Iterator[Breach]:
    """A file appears whole or not at all: written inside `replacing` or `new_folder`.

    A function that is handed the path made by these calls it `temporary`.
    """
    safe = _inside_replacing(source)
    for call in calls(source):
        name = last_name(call.func)
        writes = name in WRITERS or (name in {"open", "ZipFile"} and _mode_writes(call))
        if writes and call not in safe and "temporary" not in _roots(call):
            yield Breach(source.path, call.lineno, f"{name}() writes past base/atomic.py")


def literal_colour(source: Source) -> Iterator[Breach]:
    """Colours stand in ui/theme alone, so that both themes are complete."""
    documentation = _documentation(source)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in documentation and _COLOUR.search(node.value):
                yield Breach(
                    source.path, node.lineno, f"colour {node.value[:40]!r} outside the theme"
                )
        elif isinstance(node, ast.Call) and last_name(node.func) in {"QColor", "qRgb", "fromRgb"}:
            if any(isinstance(each, ast.Constant) for each in node.args):
                yield Breach(
                    source.path, node.lineno, "colour made from literals outside the theme"
                )
        elif isinstance(node, ast.Attribute) and dotted(node).startswith("Qt.GlobalColor."):
            yield Breach(source.path, node.lineno, f"{dotted(node)} outside the theme")


def broad_except(source: Source) -> Iterator[Breach]:
    """Catch the narrowest type; cleaning up and raising again is not catching."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _raises_again(node):
            yield Breach(source.path, node.lineno, "catches every exception")
    for call in calls(source):
        if last_name(call.func) == "suppress" and any(_is_broad(each) for each in call.args):
            yield Breach(source.path, call.lineno, "suppresses every exception")


def network_import(source: Source) -> Iterator[Breach]:
    """No network code at all."""
    for line, name in imports(source):
        if any(name == each or name.startswith(each + ".") for each in NETWORK):
            yield Breach(source.path, line, f"imports {name}")


def cascading_delete(source: Source) -> Iterator[Breach]:
    """A batch migration with a cascading key deletes every child row without a word."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if _CASCADE.search(line):
            yield Breach(source.path, number, "cascading delete")


def impure_model(source: Source) -> Iterator[Breach]:
    """The model is pure: no file, no clock, no process, no chance."""
    for line, name in imports(source):
        if name.partition(".")[0] in IMPURE:
            yield Breach(source.path, line, f"imports {name}")
    for call in calls(source):
        if dotted(call.func) == "open" or last_name(call.func) in {"uuid1", "uuid4"}:
            yield Breach(source.path, call.lineno, f"calls {dotted(call.func)}()")


def clock_read(source: Source) -> Iterator[Breach]:
    """Dates and times are given by the caller, so that the same data gives the same bytes."""
    for call in calls(source):
        if dotted(call.func) in CLOCKS or last_name(call.func) in {"today", "utcnow"}:
            yield Breach(source.path, call.lineno, f"reads the clock: {dotted(call.func)}()")


def thawed_dataclass(source: Source) -> Iterator[Breach]:
    """What passes between layers is frozen and slotted."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
            continue
        for decorator in node.decorator_list:
            if _decorates_dataclass(decorator) and not {"frozen", "slots"} <= _flags(decorator):
                yield Breach(source.path, node.lineno, f"{node.name} is not frozen and slotted")


def half_text(source: Source) -> Iterator[Breach]:
    """A wording is complete in both languages."""
    for call in calls(source):
        words = [each.value for each in call.args if isinstance(each, ast.Constant)]
        if last_name(call.func) != "Text" or len(words) != 2:
            continue
        chinese, english = (str(each) for each in words)
        if bool(chinese.strip()) != bool(english.strip()):
            yield Breach(source.path, call.lineno, "one language of a Text is empty")
        elif chinese == english and _HAN.search(chinese):
            yield Breach(source.path, call.lineno, "Text repeats its Chinese; use same() for data")


def _mode_writes(call: ast.Call) -> bool:
    """Return whether a call of any `open` has a literal mode that can write."""
    given = [*call.args[:2], *(each.value for each in call.keywords if each.arg == "mode")]
    modes = [each.value for each in given if isinstance(each, ast.Constant)]
    return any(isinstance(mode, str) and _WRITING_MODE.fullmatch(mode) for mode in modes)


def _is_broad(caught: ast.expr | None) -> bool:
    if caught is None:
        return True
    if isinstance(caught, ast.Tuple):
        return any(_is_broad(each) for each in caught.elts)
    return last_name(caught) in {"Exception", "BaseException"}


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _documentation(source: Source) -> set[int]:
    found = set()
    for node in ast.walk(source.tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            found.add(id(body[0].value))
    return found


def _inside_replacing(source: Source) -> set[ast.AST]:
    """Everything that stands in the block of `with replacing(...)` or `with new_folder(...)`."""
    found: set[ast.AST] = set()
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.With):
            continue
        entered = [each.context_expr for each in node.items]
        if any(isinstance(e, ast.Call) and last_name(e.func) in SAFE_BLOCKS for e in entered):
            found.update(inner for line in node.body for inner in ast.walk(line))
    return found


def _roots(call: ast.Call) -> set[str]:
    """The names that the receiver and the arguments of a call begin with."""
    return {node.id for node in ast.walk(call) if isinstance(node, ast.Name)}


def _decorates_dataclass(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return last_name(called) == "dataclass"


def _flags(decorator: ast.expr) -> set[str | None]:
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    return {each.arg for each in keywords if getattr(each.value, "value", False) is True}
