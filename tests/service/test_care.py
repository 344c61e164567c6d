"""Damage, tampering and hand-over: noticed, named, never passed on."""

import json
import os
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest

from dossier_app.base.errors import BadInput, DossierError, IntegrityBroken, NotFound, TooNew
from dossier_app.service import bundle, care, imports, queries
from dossier_app.service.commands import (
    AddRecord,
    Confirm,
    CreateDossier,
    EraseEvidence,
    RemoveRecord,
    SetAnswer,
)
from dossier_app.service.exchange import canonical
from dossier_app.service.workspace import Workspace
from dossier_app.store import audit
from tests.service.bidding import buyer_file

CSV = "序号,参数要求\n1,敏感度不低于95%\n2,支持双字检索\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "检验报告.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_evidence_is_kept_searched_removed_and_restored(ws: Workspace, paper: Path) -> None:
    record = imports.attach(ws, "lung", paper, "test_report")
    found = queries.dossier(ws, "lung").find("evidence", record)
    assert found is not None
    sha256 = found.text("sha256")
    assert queries.evidence_path(ws, sha256).read_bytes() == paper.read_bytes()
    assert [hit.kind for hit in queries.search(ws, "双字")] == ["content"]
    ws.do(RemoveRecord("evidence", record))
    assert queries.evidence_path(ws, sha256).exists()
    ws.undo()
    assert queries.dossier(ws, "lung").find("evidence", record) == found


def test_erased_evidence_is_gone_and_its_hash_stays_on_record(ws: Workspace, paper: Path) -> None:
    record = imports.attach(ws, "lung", paper, "test_report")
    sha256 = queries.dossier(ws, "lung").all("evidence")[0].text("sha256")
    ws.do(EraseEvidence(sha256, "含患者姓名", "李"))
    with pytest.raises(NotFound):
        queries.evidence_path(ws, sha256)
    assert queries.search(ws, "双字") == ()
    assert sha256 in repr(queries.history(ws, limit=1)[0].places)
    assert ws.undo_name() is not None
    assert "附上" in ws.undo_name().zh
    assert queries.dossier(ws, "lung").find("evidence", record) is not None
    with pytest.raises(NotFound):
        ws.do(EraseEvidence(sha256, "再次", "李"))


@pytest.mark.parametrize("content", [b"", b"\x00\x01nothing known"])
def test_file_that_cannot_be_evidence_stores_nothing(
    ws: Workspace, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        imports.attach(ws, "lung", path, "test_report")
    with pytest.raises(BadInput):
        imports.attach(ws, "lung", tmp_path / "absent.pdf", "test_report")
    assert list(ws.evidence.contents()) == []
    assert queries.dossier(ws, "lung").records == {}


def test_cut_off_or_misnamed_evidence_is_refused_by_what_it_is(
    ws: Workspace, tmp_path: Path
) -> None:
    whole, cut, misnamed = (tmp_path / name for name in ("全.pdf", "半.pdf", "表.pdf"))
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(whole)
    cut.write_bytes(whole.read_bytes()[:-40])
    buyer_file(tmp_path / "表.xlsx").rename(misnamed)
    said = {}
    for path in (cut, misnamed):
        with pytest.raises(BadInput) as refusal:
            imports.attach(ws, "lung", path, "test_report")
        said[refusal.value.code] = refusal.value.message.en
    assert list(said) == ["PDF-07", "FILE-09"]
    assert "Excel workbook" in said["FILE-09"]
    assert list(ws.evidence.contents()) == []
    _, content = imports.attached(ws, "lung", whole, "test_report")
    assert [finding.code for finding in content.findings] == ["READ-12"]


def test_folders_and_pipes_are_called_what_they_are(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="folder") as refusal:
        imports.attach(ws, "lung", tmp_path, "other")
    assert refusal.value.code == "NOT-A-FILE"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.json")
        with pytest.raises(BadInput, match="pipe"):
            imports.read_json(tmp_path / "pipe.json")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE answer SET value = '\"LN-2\"'",
        "UPDATE term SET term = 'other'",
        "UPDATE not_applicable SET reason = 'other'",
        "UPDATE dossier SET name = 'other'",
    ],
)
def test_content_changed_past_the_door_is_noticed(ws: Workspace, change: str) -> None:
    from dossier_app.service.commands import MarkNotApplicable

    ws.do(SetAnswer("d1", "claim.model", "LN-1"))
    ws.do(AddRecord("d1", "term", "t1", {"term": "结节"}))
    ws.do(MarkNotApplicable("d1", "claim.host_code", "独立软件"))
    ws.close()
    with closing(sqlite3.connect(ws.folder / "workspace.sqlite3")) as connection:
        connection.execute(change)
        connection.commit()
    with Workspace.open(ws.folder, write=False) as again, pytest.raises(IntegrityBroken):
        queries.dossier(again, "d1")


def tampered(ws: Workspace, *statements: str) -> tuple[int, str] | None:
    for n in range(4):
        ws.do(SetAnswer("d1", "claim.model", f"LN-{n}"))
    path = ws.folder / "workspace.sqlite3"
    ws.close()
    with closing(sqlite3.connect(path)) as connection:
        for trigger in ("audit_keeps_rows", "audit_loses_nothing"):
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    from dossier_app.store.engine import Database

    database = Database(path)
    with database.reading() as connection:
        fault = audit.first_fault(connection)
    database.close()
    return fault


def test_untouched_trail_is_whole(ws: Workspace) -> None:
    assert tampered(ws) is None


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (["UPDATE audit SET person = 'other' WHERE seq = 3"], (3, "changed")),
        (["UPDATE audit SET at = '2020-01-01' WHERE seq = 5"], (5, "changed")),
        (["DELETE FROM audit WHERE seq = 2"], (2, "removed")),
        (["DELETE FROM audit WHERE seq = 1"], (1, "removed")),
        (
            [
                "UPDATE audit SET seq = 99 WHERE seq = 2",
                "UPDATE audit SET seq = 2 WHERE seq = 3",
                "UPDATE audit SET seq = 3 WHERE seq = 99",
            ],
            (2, "changed"),
        ),
    ],
)
def test_changed_removed_and_reordered_rows_are_found(
    ws: Workspace, statements: list[str], fault: tuple[int, str]
) -> None:
    assert tampered(ws, *statements) == fault


def test_cut_off_end_is_found_by_an_earlier_head(ws: Workspace) -> None:
    head = care.verify_audit(ws).head
    assert care.verify_audit(ws, head).fault is None
    with pytest.raises(IntegrityBroken):
        care.verify_audit(ws, "f" * 64)


def test_trail_refuses_update_and_delete(ws: Workspace) -> None:
    for statement in ("UPDATE audit SET person = 'x'", "DELETE FROM audit"):
        with (
            closing(sqlite3.connect(ws.folder / "workspace.sqlite3")) as connection,
            pytest.raises(sqlite3.IntegrityError, match="append-only"),
        ):
            connection.execute(statement)


def test_doctor_names_missing_changed_and_orphan_files(ws: Workspace, paper: Path) -> None:
    assert care.examine(ws).ok
    imports.attach(ws, "lung", paper, "test_report")
    sha256 = next(iter(ws.evidence.contents()))
    path = ws.evidence.path(sha256)
    path.write_bytes(b"changed")
    assert care.examine(ws).changed_files == (sha256,)
    path.unlink()
    report = care.examine(ws)
    assert (report.missing_files, report.ok) == ((sha256,), False)
    assert len(report.lines()) == 1


def test_bundle_out_and_in_is_equal(ws: Workspace, paper: Path, tmp_path: Path) -> None:
    imports.attach(ws, "lung", paper, "test_report")
    ws.do(AddRecord("", "party", "p1", {"name": "样例医疗"}))
    ws.do(AddRecord("d1", "gate", "g1", {"gate": "立项"}))
    ws.do(Confirm("d1", "step:claim", "李", "reviewed"))
    target = tmp_path / "a.dossier"
    bundle.write_bundle(ws, "lung", target)
    again = tmp_path / "b.dossier"
    bundle.write_bundle(ws, "lung", again)
    assert target.read_bytes() == again.read_bytes()
    with pytest.raises(BadInput):
        bundle.write_bundle(ws, "lung", target)
    with Workspace.create(tmp_path / "other") as other:
        plan = bundle.plan_bundle(other, target)
        assert plan["dossier"]["new"] is True
        assert queries.headings(other) == ()
        bundle.read_bundle(other, target)
        assert canonical(imports.dump(other, "lung")) == canonical(imports.dump(ws, "lung"))
        assert care.examine(other).ok
        same = bundle.plan_bundle(other, target)
        assert (same["records"], same["new_files"]) == ({}, [])


def repacked(source: Path, target: Path, change) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        entries = change([(info.filename, old.read(info)) for info in old.infolist()])
        for name, content in entries:
            new.writestr(name, content)
    return target


def edited(name: str, edit):
    return lambda entries: [(n, edit(c) if n == name else c) for n, c in entries]


def newer(content: bytes) -> bytes:
    return json.dumps(json.loads(content) | {"format": 2}).encode()


HOSTILE = {
    "traversal": lambda e: [*e, ("../evil", b"x")],
    "absolute": lambda e: [*e, ("/evil", b"x")],
    "extra": lambda e: [*e, ("files/" + "0" * 64, b"x")],
    "no-mimetype": lambda e: e[1:],
    "no-data": lambda e: [part for part in e if not part[0].startswith("data/")],
    "no-manifest": lambda e: [part for part in e if part[0] != "manifest.json"],
    "changed-data": edited("data/dossier.json", lambda c: c.replace(b"lung", b"lunk")),
    "broken-manifest": edited("manifest.json", lambda c: c[:-20]),
    "newer": edited("manifest.json", newer),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_hostile_bundle_is_refused_whole(ws: Workspace, tmp_path: Path, change) -> None:
    good = tmp_path / "a.dossier"
    bundle.write_bundle(ws, "lung", good)
    bad = repacked(good, tmp_path / "b.dossier", change)
    with Workspace.create(tmp_path / "other") as other:
        with pytest.raises((BadInput, IntegrityBroken, TooNew)) as refusal:
            bundle.read_bundle(other, bad)
        assert refusal.value.message.zh
        assert queries.headings(other) == ()
        assert list(other.evidence.contents()) == []


def test_cut_and_foreign_files_are_no_bundles(ws: Workspace, tmp_path: Path) -> None:
    good = tmp_path / "a.dossier"
    bundle.write_bundle(ws, "lung", good)
    for content in (b"", b"PK\x03\x04", good.read_bytes()[:-60]):
        (tmp_path / "b.dossier").write_bytes(content)
        with pytest.raises(BadInput):
            bundle.read_bundle(ws, tmp_path / "b.dossier")
    with pytest.raises(DossierError):
        bundle.plan_bundle(ws, tmp_path / "absent.dossier")


def test_damaged_data_is_kept_aside_when_a_backup_is_restored(ws: Workspace) -> None:
    kept = ws.back_up()
    ws.do(CreateDossier("d2", "two", "第二"))
    ws.close()
    path = ws.folder / "workspace.sqlite3"
    content = bytearray(path.read_bytes())
    content[4096:40960] = b"\x55" * 36864
    path.write_bytes(content)
    aside = care.restore(ws.folder, kept)
    assert aside is not None
    assert aside.name.startswith("damaged-")
    with Workspace.open(ws.folder) as again:
        assert [heading.key for heading in queries.headings(again)] == ["lung"]
    with pytest.raises(BadInput):
        care.restore(ws.folder, ws.folder / "absent")


def test_search_finds_words_of_one_two_and_more_characters(ws: Workspace) -> None:
    ws.do(SetAnswer("d1", "claim.object", "胸部ＣＴ图像，层厚≤1.5 mm"))
    for words in ("胸部", "胸部CT图像", "图", "ct", "像", "层厚 图像", "1.5"):
        assert len(queries.search(ws, words)) == 1, words
    for words in ("部胸", "图象", "mrx", "", "，"):
        assert queries.search(ws, words) == (), words
    ws.do(SetAnswer("d1", "claim.object", None))
    assert queries.search(ws, "胸部") == ()
    ws.undo()
    assert len(queries.search(ws, "胸部")) == 1


def test_a_file_that_is_no_backup_is_named_and_the_workspace_not_blamed(tmp_path):
    with Workspace.create(tmp_path / "ws"):
        pass
    paper = tmp_path / "good.pdf"
    paper.write_bytes(b"%PDF-1.7 " + bytes(4096))
    with pytest.raises(BadInput, match=r"good\.pdf"):
        care.restore(tmp_path / "ws", paper)
