"""Rules on how the text of the program looks: sizes, names, notes and words that stand in files."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Breach, Source, functions

MODULE_LINES = 400
FUNCTION_LINES = 30
PARAMETERS = 5

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
_VAGUE = re.compile(r"(?:Manager|Helper|Helpers|Util|Utils)$")
_VAGUE_MODULES = {"utils.py", "util.py", "helpers.py", "helper.py", "misc.py", "common.py"}
_IGNORED_TYPE = re.compile(r"#\s*type:\s*ignore(?P<code>\[[\w, -]+\])?(?P<reason>.*)$")
_TODO = re.compile(r"#.*\b(?:TODO|FIXME|XXX)\b(?!.*#\d)")


def long_module(source: Source) -> Iterator[Breach]:
    """Modules stay short enough to be read in one sitting."""
    lines = source.text.count("\n")
    if lines > MODULE_LINES:
        yield Breach(source.path, 1, f"module of {lines} lines, at most {MODULE_LINES}")


def long_function(source: Source) -> Iterator[Breach]:
    """Functions stay short; the documentation string does not count."""
    for function in functions(source):
        lines = _length(function)
        if lines > FUNCTION_LINES:
            what = f"{function.name} has {lines} lines, at most {FUNCTION_LINES}"
            yield Breach(source.path, function.lineno, what)


def many_parameters(source: Source) -> Iterator[Breach]:
    """A function that needs more than five facts wants a type for them."""
    for function in functions(source):
        given = function.args
        names = [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        own = len(names) - (names[:1] in (["self"], ["cls"]))
        if own > PARAMETERS:
            what = f"{function.name} takes {own} parameters, at most {PARAMETERS}"
            yield Breach(source.path, function.lineno, what)


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


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    documentation = function.body[0]
    return lines - ((documentation.end_lineno or 0) - documentation.lineno + 1)
