"""Evidence is kept under its hash, whole or not at all, and is read back as it was taken in."""

import hashlib
from pathlib import Path

import pytest

from dossier_app.base.errors import (
    BadInput,
    Cancelled,
    DiskTrouble,
    IntegrityBroken,
    NotFound,
)
from dossier_app.base.text import Text
from dossier_app.store.evidence import EvidenceStore

CONTENT = b"%PDF-1.7 sample" * 1000
SHA = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "注册证.pdf"
    path.write_bytes(CONTENT)
    return path


class Stop:
    """A person who cancels at once."""

    def step(self, done: int, total: int, what: Text | None = None) -> None:
        raise Cancelled


def test_bytes_lie_under_their_hash_once(store, paper):
    assert store.take_in(paper) == (SHA, len(CONTENT))
    first = store.path(SHA).stat().st_mtime_ns
    assert store.take_in(paper) == (SHA, len(CONTENT))
    assert store.path(SHA).stat().st_mtime_ns == first
    assert store.checked(SHA).read_bytes() == CONTENT
    assert (list(store.contents()), store.has(SHA)) == ([SHA], True)


def test_a_copy_cut_short_by_a_dying_disk_is_made_again(store, paper):
    store.take_in(paper)
    store.path(SHA).write_bytes(CONTENT[:100])
    store.take_in(paper)
    assert store.checked(SHA).read_bytes() == CONTENT


def test_missing_empty_and_unreadable_files_are_refused(store, tmp_path):
    (tmp_path / "empty").write_bytes(b"")
    for path, code in ((tmp_path / "absent", "NO-FILE"), (tmp_path / "empty", "FILE-EMPTY")):
        with pytest.raises(BadInput) as refusal:
            store.take_in(path)
        assert refusal.value.code == code
    with pytest.raises(DiskTrouble) as trouble:
        store.take_in(Path("/proc/self/mem"))
    assert trouble.value.code == "FILE-UNREADABLE"
    assert list(store.contents()) == []


def test_cancelled_copy_leaves_nothing(store, paper):
    with pytest.raises(Cancelled):
        store.take_in(paper, Stop())
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


def test_file_that_changes_while_it_is_copied_is_not_kept(store, paper):
    class Editor:
        """Another program that writes into the file meanwhile."""

        def step(self, done: int, total: int, what: Text | None = None) -> None:
            paper.write_bytes(b"other" * 1000)

    big = CONTENT * 200
    paper.write_bytes(big)
    with pytest.raises(IntegrityBroken):
        store.take_in(paper, Editor())
    assert list(store.contents()) == []


def test_changed_content_is_not_used(store, paper):
    store.take_in(paper)
    store.path(SHA).write_bytes(CONTENT[:-1] + b"x")
    with pytest.raises(IntegrityBroken) as refusal:
        store.checked(SHA)
    assert refusal.value.place == SHA


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", SHA.upper()])
def test_names_that_are_no_kept_hash_are_not_found(store, name):
    assert not store.has(name)
    with pytest.raises(NotFound):
        store.path(name)


def test_erasing_is_quiet_about_what_is_gone(store, paper):
    store.take_in(paper)
    store.erase(SHA)
    store.erase(SHA)
    store.erase("f" * 64)
    assert list(store.contents()) == []


def test_an_empty_store_has_no_contents(store):
    assert list(store.contents()) == []
