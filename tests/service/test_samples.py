"""The samples that ship: whole, true to their files, without blockers; the practice product with its faults."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from dossier_app.base.paths import resources
from dossier_app.model.checks import check
from dossier_app.model.completeness import gaps
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.linking import is_stale
from dossier_app.model.measure import parse_thresholds
from dossier_app.rules.loader import current_pack
from dossier_app.service import exchange, imports, queries
from dossier_app.service.workspace import Workspace

FOLDER = resources() / "samples"
COMPLETE = ("lung-nodule", "ich-triage", "coronary")
KEYS = tuple(sorted(path.parent.name for path in FOLDER.glob("*/dossier.json")))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A real workspace with every sample loaded as a user's program loads it."""
    ws = Workspace.create(tmp_path_factory.mktemp("samples") / "workspace")
    imports.load(ws, imports.read_json(FOLDER / "firm.json"))
    for key in KEYS:
        imports.load(ws, imports.read_json(FOLDER / key / "dossier.json"))
    yield ws
    ws.close()


def shipped(key: str) -> dict[str, Any]:
    return json.loads((FOLDER / key / "dossier.json").read_text("utf-8"))


def evidence_rows() -> list[tuple[Path, dict[str, Any]]]:
    firm = json.loads((FOLDER / "firm.json").read_text("utf-8"))["firm"]["evidence"]
    rows = [(FOLDER / "firm" / "files", row) for row in firm]
    for key in KEYS:
        own = shipped(key)["records"].get("evidence", [])
        rows += [(FOLDER / key / "files", row) for row in own]
    return rows


def findings(workspace: Workspace, key: str) -> tuple[Finding, ...]:
    dossier = queries.dossier(workspace, key)
    assert dossier.heading.judged_on is not None
    return check(dossier, current_pack(), dossier.heading.judged_on)


def pages_without_spaces(path: Path) -> list[str]:
    reader = pypdf.PdfReader(path)
    return ["".join(page.extract_text().split()) for page in reader.pages]


def test_three_complete_one_practice_and_eight_light_samples_ship() -> None:
    assert {*COMPLETE, "practice-ich"} < set(KEYS)
    assert len([key for key in KEYS if key.startswith("light-")]) == 8


@pytest.mark.parametrize("key", KEYS)
def test_dump_prints_the_shipped_bytes(workspace: Workspace, key: str) -> None:
    text = (FOLDER / key / "dossier.json").read_text("utf-8")
    assert exchange.canonical(imports.dump(workspace, key)) == text


def test_every_evidence_record_matches_its_file() -> None:
    for folder, row in evidence_rows():
        data = (folder / row["file_name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"], row["id"]
        assert len(data) == row["bytes"], row["id"]
        assert len(pypdf.PdfReader(folder / row["file_name"]).pages) == row["pages"], row["id"]


def test_no_file_ships_that_no_record_names() -> None:
    named = {folder / row["file_name"] for folder, row in evidence_rows()}
    assert set(FOLDER.glob("*/files/*")) == named


def test_the_whole_folder_stays_small() -> None:
    total = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())
    assert total <= 15 << 20


@pytest.mark.parametrize("key", COMPLETE)
def test_nothing_blocks_a_complete_sample_on_its_own_day(workspace: Workspace, key: str) -> None:
    grave = [f for f in findings(workspace, key) if f.severity is not Severity.HINT]
    assert [(f.code, f.place, f.message.zh) for f in grave] == []


@pytest.mark.parametrize("key", COMPLETE)
def test_a_complete_sample_has_no_gap(workspace: Workspace, key: str) -> None:
    assert gaps(queries.dossier(workspace, key)) == ()


@pytest.mark.parametrize("key", COMPLETE)
def test_confirmations_of_a_sample_still_hold(workspace: Workspace, key: str) -> None:
    dossier = queries.dossier(workspace, key)
    confirmations = dossier.all("confirmation")
    assert len(confirmations) == 2
    assert not [c.id for c in confirmations if is_stale(c, dossier)]


@pytest.mark.parametrize("key", COMPLETE)
def test_quoted_sentences_stand_on_the_pages_named(workspace: Workspace, key: str) -> None:
    dossier = queries.dossier(workspace, key)
    folders = {row["id"]: folder / row["file_name"] for folder, row in evidence_rows()}
    texts = {
        e: pages_without_spaces(folders[e])
        for e in {x.text("evidence") for x in dossier.all("link")}
    }
    wrong = []
    for link in dossier.all("link"):
        page = texts[link.text("evidence")][int(link.text("pages")) - 1]
        quote = "".join(link.text("quote").split())
        if page and quote not in page:
            wrong.append((link.id, quote))
    assert len(dossier.all("link")) > 12
    assert wrong == []


@pytest.mark.parametrize("key", COMPLETE)
def test_each_requirement_is_answered_and_some_honestly_with_less(
    workspace: Workspace, key: str
) -> None:
    dossier = queries.dossier(workspace, key)
    answered = {r.text("requirement") for r in dossier.all("response")}
    assert answered == {r.id for r in dossier.all("requirement")}
    assert {r.text("deviation") for r in dossier.all("response")} == {
        "none",
        "positive",
        "negative",
    }


@pytest.mark.parametrize("key", COMPLETE)
def test_stored_thresholds_are_what_the_wording_says(workspace: Workspace, key: str) -> None:
    for row in queries.dossier(workspace, key).all("requirement"):
        stored = json.loads(row.text("thresholds") or "[]")
        read = [(t.operator, str(t.value), t.unit) for t in parse_thresholds(row.text("text"))]
        assert [(t["operator"], t["value"], t["unit"]) for t in stored] == read


@pytest.mark.parametrize("key", COMPLETE)
def test_every_paper_says_that_it_is_a_sample(workspace: Workspace, key: str) -> None:
    for row in queries.dossier(workspace, key).all("evidence"):
        folder = FOLDER / key / "files"
        if row.dossier and (folder / row.text("file_name")).is_file():
            assert pypdf.PdfReader(folder / row.text("file_name")).metadata.author == "样例/虚构"


def test_planted_faults_are_found(workspace: Workspace) -> None:
    listed = json.loads((FOLDER / "practice-ich" / "faults.json").read_text("utf-8"))
    found = {(f.code, f.place.id, f.place.field) for f in findings(workspace, listed["dossier"])}
    found |= {(code, place, "") for code, place, _ in found}
    faults = [(f["code"], f["place"]["id"], f["place"]["field"]) for f in listed["faults"]]
    assert len(faults) >= 12
    assert [fault for fault in faults if fault not in found] == []
