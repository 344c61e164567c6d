"""The demo is made twice in a row, and the self-test proves what it writes."""

import pytest

from dossier_app.base.errors import BadInput, IntegrityBroken
from dossier_app.service import demo, queries
from dossier_app.service.production import PRODUCERS
from dossier_app.service.workspace import Workspace
from dossier_app.writers.verify import verify_pack


def test_the_demo_is_whole_and_can_be_made_again(tmp_path):
    first = demo.build_demo(tmp_path / "demo")
    assert set(first["packs"]) == set(demo.COMPLETE)
    assert {state for states in first["packs"].values() for state in states.values()} == {
        "complete"
    }
    assert demo.build_demo(tmp_path / "demo") == first
    for key in demo.COMPLETE:
        assert verify_pack(tmp_path / "demo" / "packs" / key).ok
    with Workspace.open(tmp_path / "demo" / "workspace", write=False) as workspace:
        assert len(queries.headings(workspace)) == 12


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace" / "mine.txt").write_text("mine")
    with pytest.raises(BadInput):
        demo.build_demo(tmp_path)
    assert (tmp_path / "workspace" / "mine.txt").read_text() == "mine"


def test_installing_the_samples_again_adds_nothing(samples):
    assert demo.install_samples(samples) == ()


def test_the_self_test_exports_and_verifies_every_format(tmp_path):
    report = demo.self_test()
    assert report["ok"]
    assert set(report["exports"]) == set(PRODUCERS)


def test_the_self_test_fails_on_a_pack_that_does_not_verify(samples, tmp_path, monkeypatch):
    class Changed:
        ok = False

    monkeypatch.setattr(demo, "verify_pack", lambda path: Changed)
    with pytest.raises(IntegrityBroken):
        demo._prove(samples, "matrix", tmp_path / "matrix", demo.SILENT)
