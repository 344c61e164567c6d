"""A file or folder appears whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest

from dossier_app.base import atomic
from dossier_app.base.atomic import new_folder, replacing, stands
from dossier_app.base.errors import BadInput, DiskTrouble


def test_the_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "卷宗 𠮷.pdf"
    target.write_bytes(b"old")
    with replacing(target) as temporary:
        temporary.write_bytes(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_an_error_leaves_the_old_file_and_no_temporary(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def write_half() -> None:
        with replacing(target) as temporary:
            temporary.write_bytes(b"ha")
            raise ValueError("half")

    with pytest.raises(ValueError, match="half"):
        write_half()
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_file_let_go_after_a_moment_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    real = Path.replace

    def held_twice(self: Path, target: Path) -> Path:
        tries.append(1)
        if len(tries) <= 2:
            raise PermissionError(errno.EACCES, "held")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held_twice)
    monkeypatch.setattr(atomic, "_PAUSES", (0.0,) * 6)
    with replacing(tmp_path / "a.xlsx") as temporary:
        temporary.write_bytes(b"new")
    assert len(tries) == 3
    assert (tmp_path / "a.xlsx").read_bytes() == b"new"


def test_a_file_held_for_good_says_which_program_to_close(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(atomic, "_PAUSES", (0.0,) * 12)
    with (
        pytest.raises(DiskTrouble, match="Close it in Excel") as caught,
        replacing(tmp_path / "a.xlsx"),
    ):
        pass
    assert caught.value.code == "FILE-HELD"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_trouble_with_the_disk_is_said_in_words(tmp_path: Path, number: int) -> None:
    target = tmp_path / "a.pdf"
    with pytest.raises(DiskTrouble) as caught, replacing(target):
        raise OSError(number, os.strerror(number))
    assert "a.pdf" in caught.value.message.zh
    assert caught.value.exit_code == 6
    assert list(tmp_path.iterdir()) == []


def test_trouble_with_another_file_is_not_blamed_on_the_target(tmp_path: Path) -> None:
    source = tmp_path / "elsewhere" / "source.pdf"
    target = tmp_path / "out" / "a.pdf"
    with pytest.raises(PermissionError), replacing(target):
        raise PermissionError(errno.EACCES, "denied", str(source))


def test_an_unknown_fault_of_the_system_is_not_dressed_up(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="odd"), replacing(tmp_path / "a.pdf"):
        raise OSError(errno.EBADF, "odd")


def test_a_folder_appears_at_once_and_whole(tmp_path: Path) -> None:
    target = tmp_path / "pack"
    with new_folder(target) as temporary:
        (temporary / "校验").mkdir()
        (temporary / "校验" / "a.txt").write_text("a", encoding="utf-8")
        assert not target.exists()
    assert (target / "校验" / "a.txt").read_text(encoding="utf-8") == "a"
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_an_existing_folder_is_refused_unless_replacing_is_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "pack"
    target.mkdir()
    (target / "old.txt").write_text("old", encoding="utf-8")
    with pytest.raises(BadInput, match="exists"), new_folder(target):
        pass
    assert (target / "old.txt").exists()
    with new_folder(target, replace=True) as temporary:
        (temporary / "new.txt").write_text("new", encoding="utf-8")
    assert [path.name for path in target.iterdir()] == ["new.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    target = tmp_path / "pack"
    target.mkdir()
    with new_folder(target) as temporary:
        (temporary / "a").write_bytes(b"a")
    assert (target / "a").exists()


def test_a_failed_swap_puts_the_old_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "pack"
    target.mkdir()
    (target / "old.txt").write_text("old", encoding="utf-8")
    real = Path.rename

    def full(self: Path, other: Path) -> Path:
        if self.name.startswith(".writing-"):
            raise OSError(errno.ENOSPC, "full")
        return real(self, other)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(DiskTrouble), new_folder(target, replace=True) as temporary:
        (temporary / "new.txt").write_bytes(b"new")
    assert [path.name for path in target.iterdir()] == ["old.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_a_full_disk_is_named_when_a_library_hands_over_its_stream(tmp_path: Path) -> None:
    """pikepdf puts the open stream's own words, not a path, into the error's file name."""
    with (
        pytest.raises(DiskTrouble),
        new_folder(tmp_path / "pack") as folder,
        (folder / "a.pdf").open("wb") as stream,
    ):
        raise OSError(errno.ENOSPC, "full", repr(stream))
    assert not (tmp_path / "pack").exists()


def test_a_name_too_long_is_named_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(DiskTrouble, match="too long"):
        stands(tmp_path / ("长" * 300))
    assert not stands(tmp_path / "nothing")
    assert stands(tmp_path)


def test_a_folder_that_takes_no_files_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**_parts: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "no such file", str(tmp_path / "x"))

    monkeypatch.setattr(tempfile, "mkstemp", refused)  # what /proc does, and no folder elsewhere
    with pytest.raises(DiskTrouble), replacing(tmp_path / "a.pdf"):
        pass
