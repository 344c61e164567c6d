"""Backups hold all that cannot be made anew, once each; what is lost comes back; odd places are named."""

import json
import os
import shutil
from datetime import timedelta
from pathlib import Path, PurePosixPath

import pytest

from dossier_app.base.errors import BadInput, DiskTrouble, IntegrityBroken
from dossier_app.service import baselines, care, imports, places, queries, safekeeping
from dossier_app.service.commands import AddRecord, EraseEvidence, SetAnswer
from dossier_app.service.workspace import Workspace
from dossier_app.store import backup, lock, opening, pool
from tests.service.conftest import StepClock


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "检验报告.csv"
    path.write_text("序号,要求\n1,敏感度不低于95%\n", encoding="utf-8")
    return path


def attached(ws: Workspace, paper: Path) -> str:
    imports.attach(ws, "lung", paper, "test_report")
    return next(iter(ws.evidence.contents()))


def pooled(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "files").glob("??/*"))


def test_backup_holds_attachments_and_versions_once_each(ws: Workspace, paper: Path) -> None:
    sha256 = attached(ws, paper)
    baselines.add(ws, "lung", "提交版")
    first = ws.back_up()
    before = {path: path.stat().st_mtime_ns for path in (first.parent / "files").glob("??/*")}
    assert len(before) == 2
    assert sha256 in pooled(first.parent)
    ws.do(SetAnswer("d1", "claim.model", "LN-2"))
    ws.back_up()
    assert {path: path.stat().st_mtime_ns for path in before} == before
    kept = safekeeping.listed(ws.folder)
    assert [(each.dossiers, each.files, each.reason) for each in kept] == [
        (("肺结节",), 2, "manual")
    ] * 2
    assert kept[0].rows == kept[1].rows + 1
    assert all(json.dumps(each.as_json()) for each in kept)


def test_restored_backup_brings_back_lost_and_changed_files(ws: Workspace, paper: Path) -> None:
    sha256 = attached(ws, paper)
    baselines.add(ws, "lung", "提交版")
    kept = ws.back_up()
    ws.close()
    shutil.rmtree(ws.folder / "baselines")
    ws.evidence.path(sha256).write_bytes(b"other")
    assert care.restore(ws.folder, kept) is not None
    with Workspace.open(ws.folder) as again:
        assert [each.name for each in baselines.baselines(again, "lung")] == ["提交版"]
        assert again.evidence.checked(sha256)
        assert care.examine(again).ok


def test_backup_whose_pool_lost_a_file_is_told_by_the_doctor(ws: Workspace, paper: Path) -> None:
    sha256 = attached(ws, paper)
    kept = ws.back_up()
    (kept.parent / "files" / sha256[:2] / sha256).unlink()
    report = care.examine(ws)
    assert (report.bad_backups, report.ok) == ((kept.name,), False)
    ws.evidence.path(sha256).unlink()
    assert pool.bring_back(kept, ws.folder) == ((), (f"evidence/{sha256[:2]}/{sha256}",))
    pool.listing_of(kept).write_text('{"files": [["../x", "0", 1]]}')
    with pytest.raises(IntegrityBroken):
        pool.read_listing(kept)
    assert safekeeping.listed(ws.folder)[0].dossiers is None
    assert care.examine(ws).bad_backups == (kept.name,)


def test_changed_attachment_is_named_and_the_data_backed_up_all_the_same(
    ws: Workspace, paper: Path
) -> None:
    sha256 = attached(ws, paper)
    ws.evidence.path(sha256).write_bytes(b"other")
    made = safekeeping.make(ws)
    assert made.trouble is not None
    assert sha256 in made.trouble.zh
    assert backup.is_whole(made.path)
    assert pooled(made.path.parent) == []


def test_files_go_with_the_last_backup_that_names_them(
    ws: Workspace, paper: Path, clock: StepClock
) -> None:
    sha256 = attached(ws, paper)
    first = ws.back_up()
    ws.do(EraseEvidence(sha256, "含患者姓名", "李"))
    assert pooled(first.parent) == []
    baselines.add(ws, "lung", "一")
    second = ws.back_up()
    assert len(pooled(first.parent)) == 1
    second.unlink()
    assert pool.drop_unlisted(first.parent) == 1
    assert not pool.listing_of(second).exists()


def test_second_place_gets_all_and_its_absence_is_only_told(
    ws: Workspace, paper: Path, tmp_path: Path
) -> None:
    sha256 = attached(ws, paper)
    second = tmp_path / "第二处"
    for wrong in (second, ws.folder / "evidence"):
        with pytest.raises(BadInput):
            safekeeping.choose_second(ws, wrong)
    second.mkdir()
    safekeeping.choose_second(ws, second)
    made = safekeeping.make(ws)
    assert made.trouble is None
    assert pooled(second) == [sha256]
    assert backup.is_whole(second / made.path.name)
    shutil.rmtree(second)
    told = safekeeping.make(ws)
    assert told.trouble is not None
    assert str(second) in told.trouble.zh
    assert told.path.exists()
    safekeeping.choose_second(ws, None)
    assert safekeeping.make(ws).trouble is None
    (ws.folder / "safety.json").write_text("{")
    assert safekeeping.second_place(ws.folder) is None


def test_second_place_serves_a_restore_of_a_lost_workspace(
    ws: Workspace, paper: Path, tmp_path: Path
) -> None:
    sha256 = attached(ws, paper)
    second = tmp_path / "second"
    second.mkdir()
    safekeeping.choose_second(ws, second)
    kept = safekeeping.make(ws).path
    ws.close()
    shutil.rmtree(ws.folder)
    assert care.restore(ws.folder, second / kept.name) is None
    with Workspace.open(ws.folder) as again:
        assert again.evidence.checked(sha256)
        assert queries.heading(again, "lung").name == "肺结节"


def test_automatic_backup_comes_when_something_changed_and_the_last_is_old(
    ws: Workspace, clock: StepClock
) -> None:
    assert ws.back_up_if_due()
    assert not ws.back_up_if_due()
    clock.now += timedelta(hours=1)
    assert not ws.back_up_if_due()
    ws.do(SetAnswer("d1", "claim.model", "LN-2"))
    assert ws.back_up_if_due()
    ws.do(SetAnswer("d1", "claim.model", "LN-3"))
    assert not ws.back_up_if_due()
    assert [each.reason for each in safekeeping.listed(ws.folder)] == ["auto", "auto"]


def test_unclean_end_says_what_was_saved_last(ws: Workspace) -> None:
    ws.do(SetAnswer("d1", "claim.model", "LN-2"))
    assert safekeeping.recovery(ws) is None
    ws.close()
    named = {"user": "王工", "host": lock.platform.node(), "pid": 1}
    (ws.folder / lock.LOCK_NAME).write_text(json.dumps(named))
    with Workspace.open(ws.folder) as again:
        told = safekeeping.recovery(again)
        assert told is not None
        assert "型号规格" in told.zh
        assert "2026-11-22" in told.en
        assert care.examine(again).lately == told
        assert care.examine(again).ok


def test_unclean_end_of_an_empty_workspace_lost_nothing(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "w").close()
    named = {"user": "王工", "host": lock.platform.node(), "pid": 1}
    (tmp_path / "w" / lock.LOCK_NAME).write_text(json.dumps(named))
    with Workspace.open(tmp_path / "w") as again:
        told = safekeeping.recovery(again)
    assert told is not None
    assert "没有丢失" in told.zh


def test_absent_unreachable_and_lost_data_are_told_apart(ws: Workspace, tmp_path: Path) -> None:
    ws.back_up()
    ws.close()
    (ws.folder / opening.FILE_NAME).unlink()
    for make in (Workspace.open, Workspace.create):
        with pytest.raises(IntegrityBroken) as refusal:
            make(ws.folder)
        assert refusal.value.code == "DATA-GONE"
    with pytest.raises(DiskTrouble) as unreachable:
        Workspace.open(tmp_path / "stick" / "workspace")
    assert unreachable.value.code == "DATA-UNREACHABLE"


def test_doctor_names_links_notes_and_versions_that_lost_their_ground(ws: Workspace) -> None:
    ws.do(AddRecord("d1", "evidence", "e1", {"title": "报告", "kind": "other", "sha256": "0" * 64}))
    ws.do(
        AddRecord(
            "d1", "link", "l1", {"evidence": "e1", "target_kind": "claim_item", "target": "gone"}
        )
    )
    ws.do(
        AddRecord(
            "d1", "comment", "n1", {"place": "record:term:gone", "text": "看", "author": "王"}
        )
    )
    kept = baselines.add(ws, "lung", "一")
    assert care.examine(ws).broken_links == ("record:link:l1", "record:comment:n1")
    path = next((ws.folder / "baselines").rglob("*.json"))
    path.write_text(path.read_text("utf-8").replace(kept.sha256, "0" * 64), "utf-8")
    report = care.examine(ws)
    assert len(report.broken_versions) == 1
    assert len(report.lines()) >= 3
    assert report.as_json()["ok"] is False


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/data/wang/OneDrive - 公司/卷宗", "OneDrive"),
        ("/data/坚果云/卷宗", "坚果云 Nutstore"),
        ("/data/Dropbox/a", "Dropbox"),
        ("/data/dropboxes/a", ""),
        ("/data/plain", ""),
    ],
)
def test_synced_folders_are_known_by_name(path: str, name: str) -> None:
    assert places.synced(PurePosixPath(path).parts) == name


MOUNTS = "/dev/sda / ext4 rw 0 0\nnas:/x /mnt/nas nfs4 rw 0 0\n//s/y /mnt/my\\040disk cifs rw 0 0\n"


def test_network_folders_are_known_by_their_mount() -> None:
    assert places.networked(PurePosixPath("/mnt/nas/a"), MOUNTS) == "/mnt/nas nfs4"
    assert places.networked(PurePosixPath("/mnt/my disk/a"), MOUNTS) == "/mnt/my disk cifs"
    assert places.networked(PurePosixPath("/mnt/nasty"), MOUNTS) == ""
    assert places.networked(PurePosixPath("//server/share"), MOUNTS) == "//server/share"
    for folder, mounts in ((Path("/mnt/nas/w"), MOUNTS), (Path("/x/Dropbox/w"), "")):
        warning = places.warning_of(folder, mounts)
        assert warning is not None
        assert warning.zh
    assert places.warning_of(Path("/mnt/plain"), MOUNTS) is None
    assert os.name == "nt" or places.warning_of(Path("/")) is None
