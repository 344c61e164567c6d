"""The house rules that no library checks, each as a function from one source file to what breaks it."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

MODULE_LINES = 400
FUNCTION_LINES = 30
PARAMETERS = 5

SAFE_BLOCKS = {"replacing", "new_folder"}
WRITERS = {"write_text", "write_bytes", "NamedTemporaryFile", "copyfile", "copy2", "copytree"}

NETWORK = (
    "asyncio", "ftplib", "http.client", "http.server", "imaplib", "poplib", "requests", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib.request", "xmlrpc", "httpx", "aiohttp",
    "urllib3", "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets",
)  # fmt: skip

# Spelled in parts, so that this file may stand in the tree that it checks.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("pypi", "python", "org"), ("files", "pythonhosted", "org"),
        ("crates", "io"), ("registry", "npmjs", "org"), ("proxy", "golang", "org"),
        ("repo", "anaconda", "com"), ("conda", "anaconda", "org"), ("pypi", "tuna", "tsinghua"),
        ("mirrors", "aliyun"), ("deb", "debian", "org"), ("repo1", "maven", "org"),
    )
)  # fmt: skip
_REGISTRY = re.compile("|".join(re.escape(name) for name in REGISTRIES), re.IGNORECASE)
_PATH_PARTS = (
    *(f"/{part}" for part in ("root", "work", "home/", "users/", "opt/", "tmp/")),
    ":\\users",
)
_MACHINE_PATH = re.compile(
    r"(?<![\w./~-])/(?:root|work|workspace|home/[a-z][\w-]*|Users/\w+|opt/wheels|tmp/venv)"
    r"(?:/|\b(?=[\s\"'`]|$))|[A-Za-z]:\\Users\\\w+"
)
_COLOUR = re.compile(
    r"#[0-9a-f]{6}(?:[0-9a-f]{2})?\b|^#[0-9a-f]{3,4}$|\brgba?\s*\(|\bhsla?\s*\(", re.I
)
_VAGUE = re.compile(r"(?:Manager|Helper|Helpers|Util|Utils)$")
_VAGUE_MODULES = {"utils.py", "util.py", "helpers.py", "helper.py", "misc.py", "common.py"}
_IGNORED_TYPE = re.compile(r"#\s*type:\s*ignore(?P<code>\[[\w, -]+\])?(?P<reason>.*)$")
_TODO = re.compile(r"#.*\b(?:TODO|FIXME|XXX)\b(?!.*#\d)")
_WRITING_MODE = re.compile(r"(?=.*[wax+])[rwaxbt+]+")
_CASCADE = re.compile(r"on\s+delete\s+cascade|ondelete\s*=\s*[\"']cascade", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """One tracked text file: where it stands and what is in it."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The syntax tree, one and the same for one text; only for Python."""
        return _parsed(self.text)


@dataclass(frozen=True, slots=True)
class Breach:
    """One place that breaks a rule."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


Rule = Callable[[Source], Iterator[Breach]]


def long_module(source: Source) -> Iterator[Breach]:
    """Modules stay short enough to be read in one sitting."""
    lines = source.text.count("\n")
    if lines > MODULE_LINES:
        yield Breach(source.path, 1, f"module of {lines} lines, at most {MODULE_LINES}")


def long_function(source: Source) -> Iterator[Breach]:
    """Functions stay short; the documentation string does not count."""
    for function in _functions(source):
        lines = _length(function)
        if lines > FUNCTION_LINES:
            what = f"{function.name} has {lines} lines, at most {FUNCTION_LINES}"
            yield Breach(source.path, function.lineno, what)


def many_parameters(source: Source) -> Iterator[Breach]:
    """A function that needs more than five facts wants a type for them."""
    for function in _functions(source):
        given = function.args
        names = [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        own = len(names) - (names[:1] in (["self"], ["cls"]))
        if own > PARAMETERS:
            what = f"{function.name} takes {own} parameters, at most {PARAMETERS}"
            yield Breach(source.path, function.lineno, what)


def write_past_replacing(source: Source) -> Iterator[Breach]:
    """A file appears whole or not at all: written inside `replacing` or `new_folder`.

    A function that is handed the path made by these calls it `temporary`.
    """
    safe = _inside_replacing(source)
    for call in _calls(source):
        name = _last_name(call.func)
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
        elif isinstance(node, ast.Call) and _last_name(node.func) in {"QColor", "qRgb", "fromRgb"}:
            if any(isinstance(each, ast.Constant) for each in node.args):
                yield Breach(
                    source.path, node.lineno, "colour made from literals outside the theme"
                )
        elif isinstance(node, ast.Attribute) and _dotted(node).startswith("Qt.GlobalColor."):
            yield Breach(source.path, node.lineno, f"{_dotted(node)} outside the theme")


def broad_except(source: Source) -> Iterator[Breach]:
    """Catch the narrowest type; cleaning up and raising again is not catching."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _raises_again(node):
            yield Breach(source.path, node.lineno, "catches every exception")
    for call in _calls(source):
        if _last_name(call.func) == "suppress" and any(_is_broad(each) for each in call.args):
            yield Breach(source.path, call.lineno, "suppresses every exception")


def network_import(source: Source) -> Iterator[Breach]:
    """No network code at all."""
    for line, name in _imports(source):
        if any(name == each or name.startswith(each + ".") for each in NETWORK):
            yield Breach(source.path, line, f"imports {name}")


def vague_name(source: Source) -> Iterator[Breach]:
    """No Manager, Helper or Util: a name says what the thing is."""
    if source.path.rsplit("/", 1)[-1] in _VAGUE_MODULES:
        yield Breach(source.path, 1, "a module name that says nothing")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and _VAGUE.search(node.name):
            yield Breach(source.path, node.lineno, f"class name {node.name} says nothing")


def unexplained_ignore(source: Source) -> Iterator[Breach]:
    """A silenced type error carries its code and its reason."""
    for number, line in enumerate(source.text.splitlines(), 1):
        found = _IGNORED_TYPE.search(line)
        if found and not (found["code"] and found["reason"].strip(" -#")):
            yield Breach(source.path, number, "type: ignore without code and reason")


def orphan_todo(source: Source) -> Iterator[Breach]:
    """What is left to do stands in an issue; a note in the code names its number."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if _TODO.search(line):
            yield Breach(source.path, number, "note of work to do without an issue number")


def cascading_delete(source: Source) -> Iterator[Breach]:
    """A batch migration with a cascading key deletes every child row without a word."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if _CASCADE.search(line):
            yield Breach(source.path, number, "cascading delete")


def machine_word(source: Source) -> Iterator[Breach]:
    """Tracked files name no package registry and no path of one machine."""
    lowered = source.text.lower()
    if any(name in lowered for name in REGISTRIES):
        yield from _named(source, _REGISTRY, "package registry")
    if any(name in lowered for name in _PATH_PARTS):
        yield from _named(source, _MACHINE_PATH, "machine path")


def _named(source: Source, pattern: re.Pattern[str], what: str) -> Iterator[Breach]:
    for found in pattern.finditer(source.text):
        line = source.text.count("\n", 0, found.start()) + 1
        yield Breach(source.path, line, f"names a {what}: {found[0]}")


def _functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    documentation = function.body[0]
    return lines - ((documentation.end_lineno or 0) - documentation.lineno + 1)


def _calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


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
    return _last_name(caught) in {"Exception", "BaseException"}


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _imports(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((node.lineno, f"{node.module}.{each.name}") for each in node.names)


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
        if any(isinstance(e, ast.Call) and _last_name(e.func) in SAFE_BLOCKS for e in entered):
            found.update(inner for line in node.body for inner in ast.walk(line))
    return found


def _roots(call: ast.Call) -> set[str]:
    """The names that the receiver and the arguments of a call begin with."""
    return {node.id for node in ast.walk(call) if isinstance(node, ast.Name)}


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)
