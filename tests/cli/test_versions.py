"""Named versions and rule packs on the command line."""

import base64
import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dossier_app.rules.loader import shipped_packs
from tests.cli.conftest import content

KEY_ID = bytes(range(1, 9))
FINGERPRINT = KEY_ID[::-1].hex().upper()
SECRET = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
KEY = "cn-test-2026.12"


@pytest.fixture
def own(cli, tmp_path) -> Path:
    """A small workspace with one dossier of key `lung`."""
    folder = tmp_path / "own"
    assert cli("new", "--key", "lung", "--name", "肺结节", "--data", folder).exit == 0
    return folder


def answered(cli, own, tmp_path, value):
    file = tmp_path / "c.json"
    file.write_text(json.dumps({"do": "SetAnswer", "field": "claim.model", "value": value}))
    assert cli("do", "lung", file, "--data", own).exit == 0


def test_versions_are_kept_listed_and_compared(cli, own, tmp_path):
    answered(cli, own, tmp_path, "A")
    kept = cli("baseline", "add", "lung", "提交版", "--data", own, "--json")
    assert kept.exit == 0
    answered(cli, own, tmp_path, "B")
    assert cli("baseline", "add", "lung", "v2", "--data", own).exit == 0
    listed = cli("baseline", "list", "lung", "--data", own, "--json").json["baselines"]
    assert [each["name"] for each in listed] == ["提交版", "v2"]
    assert listed[0] == kept.json
    assert "v2" in cli("baseline", "list", "lung", "--data", own).out
    words = ("baseline", "diff", "lung", "提交版")
    want = [
        {"place": {"record": "", "id": "", "field": "claim.model"}, "old": "A", "new": "B"},
    ]
    for other in ("v2", "now"):
        assert cli(*words, other, "--data", own, "--json").json["changes"] == want
    assert "A → B" in cli(*words, "now", "--data", own).out
    assert cli("baseline", "diff", "lung", "v2", "now", "--data", own, "--json").json == {
        "changes": []
    }


@pytest.mark.parametrize("name", ["", " ", "now", "x" * 81, "a\nb"])
def test_a_bad_version_name_is_refused(cli, own, name):
    found = cli("baseline", "add", "lung", name, "--data", own, "--json")
    assert (found.exit, found.error["code"]) == (3, "BASELINE-NAME")
    assert not (own / "baselines").exists()


def test_a_version_is_never_replaced_and_an_unknown_one_not_found(cli, own):
    cli("baseline", "add", "lung", "v1", "--data", own)
    before = content(own)
    taken = cli("baseline", "add", "lung", "v1", "--data", own, "--json")
    assert (taken.exit, taken.error["code"]) == (3, "BASELINE-EXISTS")
    none = cli("baseline", "diff", "lung", "v1", "v9", "--data", own, "--json")
    assert (none.exit, none.error["code"]) == (4, "NO-BASELINE")
    assert content(own) == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.replace("肺结节", "肺"), 8),
        (lambda text: text[:40], 8),
        (lambda text: "[]", 8),
        (lambda text: text.replace('"at": "', '"at": "x'), 8),
        (lambda text: text.replace('\n "format": 1', '\n "format": 2'), 7),
    ],
)
def test_a_changed_version_file_is_told(cli, own, change, code):
    cli("baseline", "add", "lung", "v1", "--data", own)
    path = next((own / "baselines").rglob("*.json"))
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")
    assert cli("baseline", "list", "lung", "--data", own, "--json").exit == code


def encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


@pytest.fixture
def signed_pack(tmp_path) -> tuple[Path, Path]:
    """A pack of another key with one changed date, signed; and the key's file."""
    source = tmp_path / KEY
    shutil.copytree(shipped_packs()[0], source)
    head = source / "pack.toml"
    text = head.read_text(encoding="utf-8").replace("cn-imaging-ai-2026.11", KEY)
    head.write_text(text.replace("released = 2026-11-22", "released = 2026-12-01"), "utf-8")
    target = tmp_path / f"{KEY}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(source.iterdir()):
            archive.write(path, f"{KEY}/{path.name}")
    raw = SECRET.sign(hashlib.blake2b(target.read_bytes()).digest())
    lines = ["untrusted comment: x", encoded(b"ED" + KEY_ID + raw), "trusted comment: t"]
    lines += [encoded(SECRET.sign(raw + b"t")), ""]
    target.with_name(target.name + ".minisig").write_text("\n".join(lines))
    public = SECRET.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key = tmp_path / "firm.pub"
    key.write_text("untrusted comment: firm\n" + encoded(b"Ed" + KEY_ID + public) + "\n")
    return target, key


def test_a_signed_pack_is_installed_found_pinned_and_compared(cli, own, signed_pack):
    file, key = signed_pack
    words = ("packs", "install", file, "--data", own, "--json")
    done = cli(*words, "--key", key, "--trust", FINGERPRINT.lower())
    assert (done.exit, done.json["key"]) == (0, KEY)
    listed = cli("packs", "--verify", "--data", own, "--json").json["packs"]
    assert [row["key"] for row in listed] == ["cn-imaging-ai-2026.11", KEY]
    assert all(row["ok"] for row in listed)
    assert cli("packs", "pin", "lung", KEY, "--data", own).exit == 0
    heading = cli("list", "--data", own, "--json").json[0]
    assert heading["pack"] == f"{KEY}@{done.json['sha256']}"
    assert cli("check", "lung", "--data", own).exit == 2
    assert cli("change-check", "lung", key, "--data", own).exit == 3
    found = cli("packs", "diff", "cn-imaging-ai-2026.11", KEY, "--data", own, "--json")
    assert found.exit == 0
    assert isinstance(found.json["differences"], list)
    seal = own / "rulepacks" / f"{KEY}.sha256"
    seal.write_text("0" * 64 + f"  {KEY}\n", encoding="utf-8")
    assert cli("packs", "--verify", "--data", own, "--json").exit == 8


def test_packs_that_differ_are_shown_field_by_field(cli, own, signed_pack, monkeypatch):
    changed = own / "rulepacks" / KEY
    shutil.copytree(signed_pack[0].with_name(KEY), changed)
    table = changed / "phases.toml"
    if not table.exists():
        table = next(path for path in sorted(changed.glob("*.toml")) if path.name != "pack.toml")
    text = table.read_text(encoding="utf-8")
    assert 'en = "' in text or 'zh = "' in text
    at = text.index('zh = "') + len('zh = "')
    table.write_text(text[:at] + "改" + text[at:], encoding="utf-8")
    words = ("packs", "diff", "cn-imaging-ai-2026.11", KEY, "--data", own)
    found = cli(*words, "--json")
    assert found.exit == 0, found.err
    assert len(found.json["differences"]) == 1
    assert set(found.json["differences"][0]) == {"table", "entry", "field", "old", "new"}
    assert "→" in cli(*words).out
    assert cli("packs", "diff", KEY, "none", "--data", own).exit == 4


@pytest.mark.parametrize(
    ("more", "code", "name"),
    [
        ((), 3, "PACK-SIGN-02"),
        (("--key", "firm.pub"), 3, "PACK-KEY-UNCONFIRMED"),
        (("--key", "firm.pub", "--trust", "00"), 3, "PACK-KEY-UNCONFIRMED"),
        (("--key", "absent.pub", "--trust", FINGERPRINT), 4, "NO-FILE"),
    ],
)
def test_an_untrusted_key_installs_nothing(
    cli, own, signed_pack, monkeypatch, tmp_path, more, code, name
):
    monkeypatch.chdir(tmp_path)
    found = cli("packs", "install", signed_pack[0], *more, "--data", own, "--json")
    assert (found.exit, found.error["code"]) == (code, name)
    if name != "NO-FILE":
        assert FINGERPRINT in found.error["message"]["zh"]
    assert not list(own.glob("rulepacks/*"))
