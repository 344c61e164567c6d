"""New editions keep links and mark them, links are confirmed by name, the recycle bin gives back."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.service import imports, judging, library, queries
from dossier_app.service.commands import AddRecord, SetAnswer
from tests.service.test_documents import paper


@pytest.fixture
def files(ws, tmp_path):
    file = imports.attach(ws, "d1", paper(tmp_path / "说明书.pdf", ["说明书 第一版"]), "manual")
    ws.do(AddRecord("d1", "term", "t1", {"term": "候选框", "definition": "x"}))
    link = {"evidence": file, "target_kind": "term", "target": "t1", "pages": "1"}
    ws.do(AddRecord("d1", "link", "l1", link))
    return file, paper(tmp_path / "说明书二.pdf", ["说明书 第二版"])


def suspect(ws):
    return [link.id for link in library.suspects(queries.dossier(ws, "d1"))]


def told(ws):
    return [f.place.id for f in judging.findings(ws, "d1") if f.code == "EVID-04"]


def test_a_new_edition_keeps_the_links_and_wants_them_confirmed(ws, files):
    file, later = files
    before = queries.dossier(ws, "d1").find("evidence", file).text("sha256")
    kept = library.new_edition(ws, "d1", file, later)
    dossier = queries.dossier(ws, "d1")
    assert dossier.find("evidence", kept).text("sha256") == before
    assert dossier.find("evidence", file).text("supersedes") == kept
    assert dossier.find("evidence", file).text("sha256") != before
    assert suspect(ws) == told(ws) == ["l1"]
    library.confirm_links(ws, "d1", ("l1",), "王工")
    assert suspect(ws) == told(ws) == []
    ws.undo("d1")
    assert suspect(ws) == ["l1"]


def test_a_confirmed_link_is_suspect_again_when_a_core_fact_changes(ws, files):
    library.confirm_links(ws, "d1", ("l1",), "王工")
    ws.do(SetAnswer("d1", "claim.release_version", "2"))
    assert suspect(ws) == told(ws) == ["l1"]


def test_the_same_file_and_an_unknown_one_are_refused(ws, files, tmp_path):
    file, _ = files
    again = Path(ws.evidence.path(queries.dossier(ws, "d1").find("evidence", file).text("sha256")))
    copy = tmp_path / "同.pdf"
    copy.write_bytes(again.read_bytes())
    with pytest.raises(BadInput):
        library.new_edition(ws, "d1", file, copy)
    with pytest.raises(NotFound):
        library.new_edition(ws, "d1", "none", copy)
    with pytest.raises(NotFound):
        library.take_out(ws, "d1", "none")
    with pytest.raises(BadInput):
        library.confirm_links(ws, "d1", (), "王工")


def test_the_recycle_bin_shows_and_gives_back(ws, files):
    file, _ = files
    assert library.binned(ws, "d1") == ()
    library.take_out(ws, "d1", file)
    assert queries.dossier(ws, "d1").all("evidence") == queries.dossier(ws, "d1").all("link") == ()
    (each,) = library.binned(ws, "d1")
    assert (each.record, each.title, each.person) == (file, "说明书", "王工")
    library.restore(ws, "d1", file)
    assert queries.dossier(ws, "d1").find("evidence", file).text("title") == "说明书"
    assert library.binned(ws, "d1") == ()
    with pytest.raises(NotFound):
        library.restore(ws, "d1", file)


def test_an_erased_file_cannot_come_back(ws, files):
    file, _ = files
    sha256 = queries.dossier(ws, "d1").find("evidence", file).text("sha256")
    library.take_out(ws, "d1", file)
    ws.evidence.erase(sha256)
    assert library.binned(ws, "d1") == ()


def test_a_restored_edition_forgets_a_predecessor_that_is_gone(ws, files):
    file, later = files
    kept = library.new_edition(ws, "d1", file, later)
    library.take_out(ws, "d1", file)
    library.take_out(ws, "d1", kept)
    library.restore(ws, "d1", file)
    assert queries.dossier(ws, "d1").find("evidence", file).text("supersedes") == ""


def test_used_files_are_those_something_names(ws, files):
    file, later = files
    other = imports.attach(ws, "d1", later, "other")
    assert library.used(queries.dossier(ws, "d1")) == {file}
    ws.do(SetAnswer("d1", "provenance.split_check", other))
    assert library.used(queries.dossier(ws, "d1")) == {file, other}


def test_a_word_written_with_radicals_is_found(ws, tmp_path):
    text = tmp_path / "部首.txt"
    text.write_text("⻓径与⻚码，⾦属伪影", encoding="utf-8")
    imports.attach(ws, "d1", text, "other")
    assert [hit.page for hit in queries.search(ws, "长径")] == [1]
    assert queries.search(ws, "金属")
