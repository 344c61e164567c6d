"""One source file as the rules see it: its text, its syntax tree, and the usual walks over it."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache


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


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def calls(source: Source) -> Iterator[ast.Call]:
    """Every call."""
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def dotted(node: ast.expr) -> str:
    """The dotted name of an expression, empty for anything else."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def last_name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported absolutely."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((node.lineno, f"{node.module}.{each.name}") for each in node.names)


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)
