"""A signed pack is installed whole; what is unsafe, unsigned, older or altered is refused and nothing changes."""

from __future__ import annotations

import base64
import hashlib
import shutil
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dossier_app.base.errors import BadInput, IntegrityBroken, NotFound
from dossier_app.rules.install import diff, install, installed_packs, shown
from dossier_app.rules.loader import PackRefused, current_pack, load_pack, shipped_packs
from dossier_app.rules.signature import parse_public_key, verify

KEY_ID = bytes(range(1, 9))
SECRET = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = SECRET.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def public_line() -> str:
    return encoded(b"Ed" + KEY_ID + PUBLIC)


KEYS = (parse_public_key("untrusted comment: firm\n" + public_line(), "firm"),)


def signed(content: bytes, kind: bytes = b"ED", comment: str = "timestamp:1") -> str:
    raw = SECRET.sign(hashlib.blake2b(content).digest() if kind == b"ED" else content)
    over_all = SECRET.sign(raw + comment.encode())
    return "\n".join(
        [
            "untrusted comment: x",
            encoded(kind + KEY_ID + raw),
            f"trusted comment: {comment}",
            encoded(over_all),
            "",
        ]
    )


def sign(path, kind: bytes = b"ED") -> None:
    path.with_name(path.name + ".minisig").write_text(signed(path.read_bytes(), kind))


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "store"
    folder.mkdir()
    return folder


@pytest.fixture
def packed(tmp_path):
    def pack(key="cn-imaging-ai-2026.11", released=None, root=None, kind=b"ED"):
        source = tmp_path / f"src-{key}-{released}"
        shutil.copytree(shipped_packs()[0], source)
        head = source / "pack.toml"
        text = head.read_text(encoding="utf-8").replace("cn-imaging-ai-2026.11", key)
        head.write_text(
            text.replace("released = 2026-11-22", f"released = {released or '2026-11-22'}"),
            encoding="utf-8",
        )
        target = tmp_path / f"{key}-{released}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(source.iterdir()):
                archive.write(path, f"{root or key}/{path.name}")
        sign(target, kind)
        return target

    return pack


@pytest.mark.parametrize("kind", [b"ED", b"Ed"])
def test_a_signed_pack_is_installed_and_sealed(packed, store, kind):
    pack = install(packed(kind=kind), store, KEYS)
    assert [folder.name for folder in installed_packs(store)] == [pack.key]
    assert pack.sha256 == current_pack().sha256
    assert load_pack(store / pack.key).sha256 == pack.sha256
    head = store / pack.key / "pack.toml"
    head.write_text(head.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(IntegrityBroken):
        load_pack(store / pack.key)


def test_installing_twice_changes_nothing(packed, store):
    first, again = (install(packed_zip, store, KEYS) for packed_zip in [packed()] * 2)
    assert first.sha256 == again.sha256
    assert len(installed_packs(store)) == 1


def test_a_released_pack_is_never_changed(packed, store):
    install(packed(), store, KEYS)
    with pytest.raises(BadInput, match="other content"):
        install(packed(released="2027-01-01"), store, KEYS)
    assert load_pack(store / "cn-imaging-ai-2026.11").sha256 == current_pack().sha256


def test_an_older_pack_is_refused_unless_asked(packed, store):
    install(packed(), store, KEYS)
    old = packed("cn-imaging-ai-2025.01", "2025-01-01")
    with pytest.raises(BadInput, match="older"):
        install(old, store, KEYS)
    assert len(installed_packs(store)) == 1
    assert install(old, store, KEYS, allow_downgrade=True).key == "cn-imaging-ai-2025.01"


def test_a_folder_not_named_as_its_key_is_refused(packed, store):
    with pytest.raises(BadInput, match="not named"):
        install(packed(root="other"), store, KEYS)
    assert list(store.iterdir()) == []


def test_a_changed_file_breaks_the_signature(packed, store):
    path = packed()
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(IntegrityBroken):
        install(path, store, KEYS)
    assert list(store.iterdir()) == []


def test_an_unknown_key_names_its_fingerprint(packed, store):
    with pytest.raises(BadInput) as caught:
        install(packed(), store, ())
    assert "0807060504030201" in caught.value.message.en
    assert KEYS[0].fingerprint == "0807060504030201"


def test_missing_files_are_not_found(packed, store, tmp_path):
    with pytest.raises(NotFound):
        install(tmp_path / "none.zip", store, KEYS)
    path = packed()
    path.with_name(path.name + ".minisig").unlink()
    with pytest.raises(NotFound):
        install(path, store, KEYS)


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [*lines[:2], "comment: y", lines[3], ""],
        lambda lines: [lines[0], "!!!", *lines[2:]],
        lambda lines: lines[:2],
        lambda lines: [lines[0], encoded(b"XX" + b"0" * 72), *lines[2:]],
    ],
)
def test_a_malformed_signature_is_refused(change):
    text = "\n".join(change(signed(b"content").split("\n")))
    with pytest.raises(BadInput, match="minisign form"):
        verify(b"content", text, KEYS, "a.zip")


def test_a_changed_trusted_comment_is_found():
    text = signed(b"content").replace("timestamp:1", "timestamp:2")
    with pytest.raises(IntegrityBroken):
        verify(b"content", text, KEYS, "a.zip")


@pytest.mark.parametrize(
    "text",
    ["", "untrusted comment: x\n", "abc", encoded(b"Ed" + b"0" * 12), encoded(b"Xx" + b"0" * 40)],
)
def test_what_is_no_key_is_refused(text):
    with pytest.raises(BadInput):
        parse_public_key(text, "firm")


def hostile(tmp_path, names, mode=0, size=1):
    path = tmp_path / "hostile.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, b"\0" * size)
    sign(path)
    return path


@pytest.mark.parametrize(
    ("names", "mode", "size"),
    [
        (["../pack.toml"], 0, 1),
        (["/pack.toml"], 0, 1),
        (["a/../../pack.toml"], 0, 1),
        (["a/b/pack.toml"], 0, 1),
        (["pack.toml"], 0, 1),
        (["a/code.py"], 0, 1),
        (["a\\pack.toml"], 0, 1),
        (["a/pack.toml", "b/pack.toml"], 0, 1),
        (["a/pack.toml"], 0o120777, 1),
        (["a/pack.toml"], 0, 21 * 1024 * 1024),
        ([], 0, 1),
    ],
)
def test_hostile_archives_are_refused_and_leave_nothing(tmp_path, store, names, mode, size):
    with pytest.raises(BadInput):
        install(hostile(tmp_path, names, mode, size), store, KEYS)
    assert list(store.iterdir()) == []
    assert not (tmp_path / "pack.toml").exists()


def test_what_is_no_archive_or_too_large_is_refused(tmp_path, store):
    path = tmp_path / "bad.zip"
    path.write_bytes(b"not a zip")
    sign(path)
    with pytest.raises(BadInput, match="damaged"):
        install(path, store, KEYS)
    path.write_bytes(b"\0" * (20 * 1024 * 1024 + 1))
    with pytest.raises(BadInput, match="larger than"):
        install(path, store, KEYS)


def test_a_faulty_pack_is_refused_by_its_name_and_leaves_nothing(tmp_path, store):
    with pytest.raises(PackRefused) as caught:
        install(hostile(tmp_path, ["mine/pack.toml"]), store, KEYS)
    assert "mine" in caught.value.message.zh
    assert list(store.iterdir()) == []


def test_packs_are_compared_field_by_field(tmp_path):
    other = tmp_path / "other"
    shutil.copytree(shipped_packs()[0], other)
    fees = other / "fees.toml"
    text = fees.read_text(encoding="utf-8").replace('amount = "15.36"', 'amount = "16.00"', 1)
    fees.write_text(text, encoding="utf-8")
    gates = other / "gates.toml"
    gates.write_text(
        gates.read_text(encoding="utf-8").replace('code = "G16"', 'code = "G17"'), encoding="utf-8"
    )
    found = diff(current_pack(), load_pack(other))
    assert ("fees", "first/domestic/III", "amount", "15.36", "16.00") in found
    assert ("gates", "G16", "", "G16", "") in found
    assert ("gates", "G17", "", "", "G17") in found
    assert len(found) == 3
    assert diff(current_pack(), current_pack()) == ()


def test_values_are_shown_as_one_line():
    rule = current_pack().rule("P1")
    assert shown(rule.title) == f"{rule.title.zh} | {rule.title.en}"
    assert shown(rule.severity) == "blocker"
    assert shown(("a", "b")) == "a; b"
    assert shown(None) == ""
