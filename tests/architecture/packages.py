"""The rule on third-party packages: what the program imports, the project file asks for."""

import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.architecture.sources import Breach, Source, imports

# Two halves of one thing: Qt for Python never comes without its binding library.
HALVES = {"pyside6-essentials": "shiboken6"}
PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def undeclared_package(source: Source) -> Iterator[Breach]:
    """A package that only comes along with another may go away with it."""
    for line, name in imports(source):
        top = name.partition(".")[0]
        if top in sys.stdlib_module_names or top in {"dossier_app", "__future__"}:
            continue
        if not _providers().get(top, set()) & _asked_for():
            yield Breach(source.path, line, f"imports {top}, which pyproject.toml does not ask for")


@cache
def _asked_for() -> set[str]:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["pdfview"]]
    names = {_plain(re.split(r"[^\w.-]", each, maxsplit=1)[0]) for each in asked}
    return names | {other for name, other in HALVES.items() if name in names}


@cache
def _providers() -> dict[str, set[str]]:
    return {
        top: {_plain(name) for name in names} for top, names in packages_distributions().items()
    }


def _plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()
