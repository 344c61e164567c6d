"""A pack is whole, the same each time, and proves itself; a changed one is found out."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier_app.base.errors import BadInput, NotFound, TooNew
from dossier_app.base.text import Lang, Text
from dossier_app.writers import manifest
from dossier_app.writers.manifest import PackMeta
from dossier_app.writers.names import refuse_unsafe, safe_name
from dossier_app.writers.pack import (
    Extent,
    Omission,
    PackFile,
    PackPlan,
    PackState,
    failed,
    write_pack,
)
from dossier_app.writers.verify import verify_pack

META = PackMeta(
    "投标支持包",
    "2026-11-20",
    Lang.ZH,
    "ab" * 32,
    dossier="lung-nodule",
    rule_pack_key="cn",
    rule_pack_sha256="cd" * 32,
)


def _text(words: str, **extent: int) -> Callable[[Path], Extent]:
    def write(target: Path) -> Extent:
        target.write_text(words, encoding="utf-8")
        return Extent(**extent)

    return write


def _plan(tmp_path: Path) -> PackPlan:
    (tmp_path / "source.bin").write_bytes(b"evidence")
    return PackPlan(
        META,
        (
            PackFile("01 投标文件.txt", "pdf", _text("一", pages=3)),
            PackFile("02 表格.txt", "xlsx", _text("二", rows=7)),
            PackFile("附件/证书.bin", "attachment", tmp_path / "source.bin", source="e1"),
        ),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_pack(_plan(tmp_path), folder=tmp_path / "pack", archive=tmp_path / "pack.zip")
    return tmp_path / "pack"


def test_folder_and_zip_hold_the_same_files(folder: Path) -> None:
    with zipfile.ZipFile(folder.with_suffix(".zip")) as archive:
        zipped = {name: archive.read(name) for name in archive.namelist()}
    found = {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }
    assert zipped == found
    assert {n for n in found if n.startswith("校验/")} == {
        "校验/manifest.json",
        "校验/SHA256SUMS",
        "校验/核对单.txt",
        "校验/核对单.pdf",
        "校验/verify_pack.py",
    }


def test_the_manifest_has_the_form_of_the_contract(folder: Path) -> None:
    raw = (folder / "校验/manifest.json").read_text(encoding="utf-8")
    tree = json.loads(raw)
    assert json.dumps(tree, ensure_ascii=False, sort_keys=True, indent=1) + "\n" == raw
    assert tree["format"] == 1
    assert tree["rule_pack"] == {"key": "cn", "sha256": "cd" * 32}
    assert "tender" not in tree
    entries = {entry["path"]: entry for entry in tree["files"]}
    assert entries["01 投标文件.txt"]["pages"] == 3
    assert entries["02 表格.txt"]["rows"] == 7
    assert entries["附件/证书.bin"] == {
        "path": "附件/证书.bin",
        "sha256": hashlib.sha256(b"evidence").hexdigest(),
        "bytes": 8,
        "source": "e1",
    }


def test_the_same_plan_gives_the_same_zip(tmp_path: Path, folder: Path) -> None:
    write_pack(_plan(tmp_path), archive=tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == folder.with_suffix(".zip").read_bytes()


def test_a_fresh_pack_is_proven_as_folder_and_zip(folder: Path) -> None:
    for path in (folder, folder.with_suffix(".zip")):
        report = verify_pack(path)
        assert (report.ok, report.checked) == (True, 7)
        assert (report.missing, report.extra, report.changed) == ((), (), ())


def _change(folder: Path) -> tuple[str, str]:
    (folder / "02 表格.txt").write_text("改", encoding="utf-8")
    return "changed", "02 表格.txt"


def _lose(folder: Path) -> tuple[str, str]:
    (folder / "附件/证书.bin").unlink()
    return "missing", "附件/证书.bin"


def _add(folder: Path) -> tuple[str, str]:
    (folder / "附件/多.txt").write_text("x", encoding="utf-8")
    return "extra", "附件/多.txt"


def _lose_sums(folder: Path) -> tuple[str, str]:
    (folder / manifest.SUMS).unlink()
    return "missing", manifest.SUMS


def _change_manifest(folder: Path) -> tuple[str, str]:
    path = folder / manifest.MANIFEST
    path.write_bytes(path.read_bytes().replace(b"2026-11-20", b"2026-11-21"))
    return "changed", manifest.MANIFEST


def _change_sums(folder: Path) -> tuple[str, str]:
    path = folder / manifest.SUMS
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
    return "changed", manifest.SUMS


def _link(folder: Path) -> tuple[str, str]:
    (folder / "02 表格.txt").unlink()
    (folder / "02 表格.txt").symlink_to("01 投标文件.txt")
    return "changed", "02 表格.txt"


def _add_pipe(folder: Path) -> tuple[str, str]:
    os.mkfifo(folder / "附件/管道")
    return "extra", "附件/管道"


def _put_pipe(folder: Path) -> tuple[str, str]:
    (folder / "02 表格.txt").unlink()
    os.mkfifo(folder / "02 表格.txt")
    return "changed", "02 表格.txt"


HARMS = [
    _change,
    _lose,
    _add,
    _lose_sums,
    _change_manifest,
    _change_sums,
    _link,
    _add_pipe,
    _put_pipe,
]


@pytest.mark.parametrize("harm", HARMS)
def test_each_kind_of_harm_is_named(folder: Path, harm: Callable[[Path], tuple[str, str]]) -> None:
    kind, name = harm(folder)
    report = verify_pack(folder)
    assert not report.ok
    assert getattr(report, kind) == (name,)


@pytest.mark.parametrize("harm", HARMS)
def test_the_script_alone_finds_each_kind_of_harm(
    folder: Path, harm: Callable[[Path], tuple[str, str]]
) -> None:
    harm(folder)
    script = [sys.executable, "-I", "-B", str(folder / "校验/verify_pack.py")]
    assert subprocess.run(script, capture_output=True, check=False, timeout=20).returncode in (3, 8)


def test_a_pipe_is_no_pack(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pack.zip")
    with pytest.raises(BadInput) as refused:
        verify_pack(tmp_path / "pack.zip")
    assert refused.value.code == "PACK-NONE"


def test_a_receiver_can_check_with_sha256sum_and_the_script_alone(folder: Path) -> None:
    sums = ["sha256sum", "-c", "--quiet", "校验/SHA256SUMS"]
    script = [sys.executable, "-I", "-B", str(folder / "校验/verify_pack.py")]
    assert subprocess.run(sums, cwd=folder, check=False).returncode == 0
    good = subprocess.run(script, capture_output=True, check=False, env={**os.environ})
    assert (good.returncode, "全部一致" in good.stdout.decode()) == (0, True)
    _change(folder)
    _add(folder)
    assert subprocess.run(sums, cwd=folder, check=False, capture_output=True).returncode == 1
    bad = subprocess.run(script, capture_output=True, check=False)
    assert bad.returncode == 8
    assert "不一致 / changed  02 表格.txt" in bad.stdout.decode()
    assert "多出 / extra      附件/多.txt" in bad.stdout.decode()
    (folder / manifest.MANIFEST).write_text("{}", encoding="utf-8")
    assert subprocess.run(script, capture_output=True, check=False).returncode == 3


def test_the_check_list_tells_how_without_any_program(folder: Path) -> None:
    words = (folder / "校验/核对单.txt").read_bytes().decode("utf-8-sig")
    for needed in ("certutil -hashfile", "Get-FileHash", "sha256sum -c", "01 投标文件.txt"):
        assert needed in words
    assert hashlib.sha256("一".encode()).hexdigest() in words


def test_english_packs_have_an_english_check_list(tmp_path: Path) -> None:
    from dataclasses import replace

    plan = replace(_plan(tmp_path), meta=replace(META, language=Lang.EN))
    write_pack(plan, folder=tmp_path / "pack")
    assert "Pack check list" in (tmp_path / "pack/校验/核对单.txt").read_text(encoding="utf-8-sig")


def test_what_was_left_out_makes_the_pack_partial_and_is_named(tmp_path: Path) -> None:
    def refuse(_target: Path) -> Extent:
        raise BadInput(Text("坏了", "broken"))

    plan = _plan(tmp_path)
    extra = PackFile("03 可选.txt", "pdf", refuse, required=False)
    known = Omission(Text("培训", "training"), Text("未填写", "not filled in"))
    result = write_pack(PackPlan(META, (*plan.files, extra), (known,)), folder=tmp_path / "pack")
    assert result.state is PackState.PARTIAL
    assert [(o.what.zh, o.why.en) for o in result.omitted] == [
        ("培训", "not filled in"),
        ("03 可选.txt", "broken"),
    ]
    assert verify_pack(tmp_path / "pack").ok


def test_a_complete_pack_says_so(tmp_path: Path) -> None:
    result = write_pack(_plan(tmp_path), archive=tmp_path / "a.zip")
    assert (result.state, result.omitted) == (PackState.COMPLETE, ())
    assert {file.path for file in result.files} >= {"01 投标文件.txt", "校验/SHA256SUMS"}


def test_a_required_file_that_fails_leaves_nothing(tmp_path: Path) -> None:
    plan = PackPlan(META, (*_plan(tmp_path).files, PackFile("x.bin", "a", tmp_path / "gone")))
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(BadInput, match="evidence store") as caught:
        write_pack(plan, folder=tmp_path / "pack", archive=tmp_path / "pack.zip")
    assert sorted(p.name for p in tmp_path.iterdir()) == before
    result = failed(caught.value, plan)
    assert result.state is PackState.FAILED
    assert result.omitted[0].what.zh == "x.bin"


def test_an_empty_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No file"):
        write_pack(PackPlan(META, ()), folder=tmp_path / "pack")
    assert list(tmp_path.iterdir()) == []


def test_existing_targets_are_kept_unless_replacing_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"old")
    with pytest.raises(BadInput, match="exists"):
        write_pack(_plan(tmp_path), archive=tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == b"old"
    write_pack(_plan(tmp_path), archive=tmp_path / "a.zip", replace=True)
    assert verify_pack(tmp_path / "a.zip").ok


@pytest.mark.parametrize(
    "path", ["../out.txt", "/abs.txt", "a/../b", "con.txt", "a?.txt", "x" * 200, "", "a. ", "a\\b"]
)
def test_unsafe_paths_are_refused(path: str) -> None:
    with pytest.raises(BadInput):
        refuse_unsafe([path])


def test_paths_that_windows_takes_for_one_are_refused() -> None:
    with pytest.raises(BadInput):
        refuse_unsafe(["A.txt", "a.TXT"])


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("CON", "_CON.pdf"),
        ('a<b>:"c"/d\\e|f?*', "a_b___c__d_e_f__.pdf"),
        ("结尾点. ", "结尾点.pdf"),
        ("", "file.pdf"),
        ("换\n行", "换 行.pdf"),
    ],
)
def test_names_are_made_safe(wanted: str, name: str) -> None:
    assert safe_name(wanted, ".pdf") == name


def test_long_names_are_cut_before_their_ending() -> None:
    name = safe_name("很长的名称" * 40, ".pdf")
    assert len(name) <= 60
    assert name.endswith(".pdf")


def test_nothing_there_is_not_found_and_something_else_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        verify_pack(tmp_path / "none.zip")
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.zip").write_text("no zip", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    for name in ("folder", "text.zip", "other.zip"):
        with pytest.raises(BadInput, match="no pack"):
            verify_pack(tmp_path / name)


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b'{"files": 3}',
        b'{"format":1,"files":[{"path":"../x","sha256":"a"}]}',
        b"[" * 9999,
    ],
)
def test_a_manifest_that_is_none_is_no_pack(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "校验").mkdir()
    (tmp_path / manifest.MANIFEST).write_bytes(content)
    with pytest.raises(BadInput, match="no pack"):
        verify_pack(tmp_path)


def test_a_newer_format_is_told_apart(folder: Path) -> None:
    path = folder / manifest.MANIFEST
    path.write_bytes(path.read_bytes().replace(b'"format": 1', b'"format": 2'))
    with pytest.raises(TooNew):
        verify_pack(folder)


@pytest.mark.parametrize("name", ["../evil.txt", "/abs.txt", "a\\b.txt", "C:x.txt"])
def test_a_zip_that_leads_out_of_its_folder_is_refused(folder: Path, name: str) -> None:
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, "x")
    with pytest.raises(BadInput, match="not safe"):
        verify_pack(target)


def test_a_zip_bomb_is_refused_unread(folder: Path) -> None:
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", b"\x00" * (64 << 20))
    with pytest.raises(BadInput, match="not safe"):
        verify_pack(target)


def test_a_name_twice_in_a_zip_is_refused(folder: Path) -> None:
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("02 表格.txt", "x")
    with pytest.raises(BadInput, match="not safe"):
        verify_pack(target)


def test_broken_bytes_in_a_zip_are_found(folder: Path) -> None:
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target) as archive:
        entry = archive.getinfo("校验/核对单.pdf")
        start = entry.header_offset + 30 + len(entry.filename.encode()) + 200
    raw = bytearray(target.read_bytes())
    raw[start] ^= 0xFF
    target.write_bytes(raw)
    assert verify_pack(target).changed == ("校验/核对单.pdf",)


def test_a_pack_may_be_unpacked_and_moved(folder: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(folder.with_suffix(".zip"), tmp_path / "moved")
    assert verify_pack(tmp_path / "moved").ok


def test_a_folder_of_packs_is_checked_pack_by_pack(tmp_path: Path, folder: Path) -> None:
    assert verify_pack(folder.parent).ok
    changed = next(path for path in sorted(folder.iterdir()) if path.is_file())
    changed.write_bytes(b"other")
    report = verify_pack(folder.parent)
    assert (report.ok, report.changed) == (False, (f"{folder.name}/{changed.name}",))
