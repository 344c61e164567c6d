"""Case lists inside a bundle: their packed contents travel beside the evidence files and are judged before they are kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier_app.base.atomic import replacing
from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.cases import KIND, NotCasesError
from dossier_app.service.bundleform import Opened
from dossier_app.service.caseshelf import read_content
from dossier_app.service.exchange import Exchange
from dossier_app.service.workspace import Workspace
from dossier_app.store import cases as store

_BAD = Text(
    "交接包中的病例清单内容 {sha256} 读不懂。整包未导入。",
    "The case list {sha256} in the bundle cannot be read. Nothing of the bundle was taken in.",
)


def case_hashes(form: Exchange) -> set[str]:
    """Return the contents that the case lists of an exchange form name."""
    return {
        str(row["content"]) for row in form.get("records", {}).get(KIND, []) if "content" in row
    }


@contextmanager
def spilled(ws: Workspace, form: Exchange) -> Iterator[dict[str, Path]]:
    """Yield the case contents that are here, each as a file that is gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="dossier-") as name:
        paths = {}
        for sha256 in sorted(case_hashes(form)):
            with ws.reading() as work:
                data = store.data_of(work.connection, sha256)
            if data is not None:
                paths[sha256] = Path(name) / sha256
                with replacing(paths[sha256]) as temporary:
                    temporary.write_bytes(data)
        yield paths


def read_cases(opened: Opened) -> dict[str, bytes]:
    """Return the case contents that were staged from a bundle; raises BadInput when one is none."""
    found = {}
    for sha256 in sorted(case_hashes(opened.form) & opened.staged.keys()):
        data = opened.staged[sha256].read_bytes()
        try:
            read_content(data)
        except NotCasesError as error:
            message = _BAD.format(sha256=sha256[:16])
            raise BadInput(message, place=f"files/{sha256}", code="BUNDLE-CASES") from error
        found[sha256] = data
    return found


def keep_cases(ws: Workspace, found: dict[str, bytes]) -> None:
    """Keep case contents that `read_cases` has judged."""
    if found:
        with ws.writing() as work:
            for data in found.values():
                store.keep(work.connection, data)
