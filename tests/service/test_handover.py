"""Hand-over between machines: equal there, sealed under a password, refused whole when anything is odd."""

import hashlib
import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

from dossier_app.base.errors import BadInput, DossierError, IntegrityBroken, TooNew
from dossier_app.service import bundle, care, demo, imports, queries
from dossier_app.service.bundle import Manner
from dossier_app.service.bundleform import MIME, hashes_of
from dossier_app.service.commands import AddRecord
from dossier_app.service.exchange import canonical
from dossier_app.service.workspace import Workspace
from dossier_app.writers import sealing

CSV = "序号,参数要求\n1,敏感度不低于95%\n2,支持双字检索\n"
PASSWORD = "影像-correct-horse"  # noqa: S105 - of this test only


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "检验报告.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


@pytest.fixture
def good(ws: Workspace, tmp_path: Path, paper: Path) -> Path:
    imports.attach(ws, "lung", paper, "test_report")
    ws.do(AddRecord("d1", "term", "t1", {"term": "结节"}))
    ws.do(AddRecord("d1", "function", "f1", {"name": "检出"}))
    ws.do(AddRecord("d1", "claim_item", "c1", {"text": "检出结节", "function": "f1"}))
    bundle.write_bundle(ws, "lung", tmp_path / "a.dossier")
    return tmp_path / "a.dossier"


def state(folder: Path) -> dict[str, bytes]:
    """Every file of a workspace but the writer's lock and the database's own side files."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "workspace.lock" and "-journal" not in path.name
    }


def refused(file: Path, folder: Path, password: str = "") -> DossierError:
    """The refusal of a bundle by a new workspace, in which nothing was written."""
    with Workspace.create(folder) as other:
        before = state(folder)
        with pytest.raises(DossierError) as refusal:
            bundle.read_bundle(other, file, password=password)
        assert state(folder) == before
        assert queries.headings(other) == ()
    assert refusal.value.place
    assert refusal.value.message.zh
    assert refusal.value.message.en
    return refusal.value


def rewritten(source: Path, target: Path, edit) -> Path:
    """The bundle with entries (info, content) as `edit` leaves them, the manifest's hashes made anew."""
    with zipfile.ZipFile(source) as old:
        entries = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(target, "w") as new:
        for info, content in edit(entries):
            new.writestr(info, content)
    return target


def with_data(change):
    """An edit of the exchange form that leaves hashes and sizes in order."""

    def edit(entries):
        parts = {info.filename: content for info, content in entries}
        form = json.loads(parts["data/dossier.json"])
        change(form)
        data = canonical(form).encode()
        manifest = json.loads(parts["manifest.json"])
        manifest["files"][0] |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        made = {"data/dossier.json": data, "manifest.json": json.dumps(manifest).encode()}
        return [(info, made.get(info.filename, content)) for info, content in entries]

    return edit


def entry(name: str, mode: int = stat.S_IFREG) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (mode | 0o644) << 16
    return info


def doubled(entries):
    return [*entries, entries[-1]]


def bomb(entries):
    info = entry("files/" + "1" * 64)
    info.compress_type = zipfile.ZIP_DEFLATED
    return [*entries, (info, b" " * (64 << 20))]


def changed_file(entries):
    return [
        (info, content[:-1] + b"!" if info.filename.startswith("files/") else content)
        for info, content in entries
    ]


ODD = {
    "traversal": (lambda e: [*e, (entry("files/../../evil"), b"x")], "evil"),
    "windows-traversal": (lambda e: [*e, (entry("..\\evil"), b"x")], "evil"),
    "absolute": (lambda e: [*e, (entry("/evil"), b"x")], "evil"),
    "symlink": (lambda e: [*e, (entry("files/" + "2" * 64, stat.S_IFLNK), b"/evil")], "2222"),
    "bomb": (bomb, "1111"),
    "file-changed": (changed_file, "files/"),
    "points-nowhere": (
        with_data(lambda f: f["records"]["claim_item"][0].update(function="absent")),
        "claim_item",
    ),
    "unknown-field": (with_data(lambda f: f["answers"].update({"claim.nothing": 1})), "nothing"),
    "bad-value": (with_data(lambda f: f["answers"].update({"claim.role": "king"})), "claim.role"),
    "later-form": (with_data(lambda f: f.update(format=2)), "format"),
    "no-dossier": (
        with_data(
            lambda f: [f.pop(k) for k in ("dossier", "answers", "not_applicable", "records")]
        ),
        "data/dossier.json",
    ),
}


@pytest.mark.parametrize("name", [name for name, (edit, _) in ODD.items() if edit])
def test_odd_bundle_is_refused_whole_and_the_place_named(
    good: Path, tmp_path: Path, name: str
) -> None:
    edit, place = ODD[name]
    bad = rewritten(good, tmp_path / "bad.dossier", edit)
    assert place in refused(bad, tmp_path / "other").place


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_name_that_stands_twice_is_refused(good: Path, tmp_path: Path) -> None:
    bad = rewritten(good, tmp_path / "bad.dossier", doubled)
    assert refused(bad, tmp_path / "other").place.startswith("'files/")


def test_content_that_can_be_no_evidence_is_refused_before_anything_is_taken(
    good: Path, tmp_path: Path
) -> None:
    content = b"\x00\x01nothing known"
    sha256 = hashlib.sha256(content).hexdigest()

    def edit(entries):
        manifest = json.loads(dict((i.filename, c) for i, c in entries)["manifest.json"])
        manifest["files"].append(
            {"path": f"files/{sha256}", "size": len(content), "sha256": sha256}
        )
        kept = [
            (i, json.dumps(manifest) if i.filename == "manifest.json" else c) for i, c in entries
        ]
        return [*kept, (entry(f"files/{sha256}"), content)]

    refused(rewritten(good, tmp_path / "bad.dossier", edit), tmp_path / "other")


def test_later_format_is_told_from_damage(good: Path, tmp_path: Path) -> None:
    def edit(entries):
        return [
            (i, json.dumps(json.loads(c) | {"format": 9}) if i.filename == "manifest.json" else c)
            for i, c in entries
        ]

    error = refused(rewritten(good, tmp_path / "bad.dossier", edit), tmp_path / "other")
    assert isinstance(error, TooNew)
    assert "9" in error.message.zh


def test_media_type_stands_first_and_uncompressed(good: Path) -> None:
    head = good.read_bytes()[:120]
    assert head[30:38] == b"mimetype"
    assert head[38 : 38 + len(MIME)] == MIME.encode()


def test_sealed_bundle_opens_with_its_password_only(
    ws: Workspace, good: Path, tmp_path: Path
) -> None:
    target = tmp_path / "s.dossier"
    told = bundle.write_bundle(ws, "lung", target, Manner(password=PASSWORD))
    assert told["sealed"]
    content = target.read_bytes()
    assert "结节".encode() not in content
    assert b"dossier.json" not in content
    assert content[30:38] == b"mimetype"
    for word in ("", "wrong password"):
        assert isinstance(refused(target, tmp_path / f"other{len(word)}", word), BadInput)
    with Workspace.create(tmp_path / "third") as other:
        assert bundle.plan_bundle(other, target, password=PASSWORD)["dossier"]["new"]
        bundle.read_bundle(other, target, password=PASSWORD)
        assert canonical(imports.dump(other, "lung")) == canonical(imports.dump(ws, "lung"))
        assert care.examine(other).ok


def test_short_password_writes_nothing(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        bundle.write_bundle(ws, "lung", tmp_path / "s.dossier", Manner(password="short"))  # noqa: S106 - too short to be one
    assert not (tmp_path / "s.dossier").exists()


def sealed(tmp_path: Path, plain: bytes) -> Path:
    target = tmp_path / "sealed"
    with sealing.sealing(target, PASSWORD) as stream:
        stream.write(plain)
    return target


@pytest.mark.parametrize("size", [0, 1, 1 << 20, (1 << 20) + 1, (3 << 20) + 17])
def test_unsealed_content_is_what_was_sealed(tmp_path: Path, size: int) -> None:
    plain = os.urandom(size)
    file, out = sealed(tmp_path, plain), tmp_path / "out"
    assert sealing.is_sealed(file)
    sealing.unseal(file, out, PASSWORD)
    assert out.read_bytes() == plain


def resealed(file: Path, edit) -> Path:
    with zipfile.ZipFile(file) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    edit(parts)
    with zipfile.ZipFile(file, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return file


def swapped(content: bytes) -> bytes:
    step = (1 << 20) + 16
    return content[step : 2 * step] + content[:step] + content[2 * step :]


DAMAGE = {
    "flipped": lambda p: p.update(content=p["content"][:40] + b"!!" + p["content"][42:]),
    "flipped-late": lambda p: p.update(content=p["content"][:-9] + b"!!" + p["content"][-7:]),
    "cut-at-a-chunk": lambda p: p.update(content=p["content"][: 2 * ((1 << 20) + 16)]),
    "swapped": lambda p: p.update(content=swapped(p["content"])),
    "envelope": lambda p: p.update({"envelope.json": p["envelope.json"].replace(b"AES", b"ASE")}),
    "no-json": lambda p: p.update({"envelope.json": b"{"}),
    "long-envelope": lambda p: p.update({"envelope.json": b" " * 9000}),
    "no-content": lambda p: p.pop("content"),
    "costly": lambda p: p.update(
        {"envelope.json": p["envelope.json"].replace(b'"n": 65536', b'"n": 4294967296')}
    ),
    "odd-cost": lambda p: p.update(
        {"envelope.json": p["envelope.json"].replace(b'"n": 65536', b'"n": 65537')}
    ),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_changed_sealed_file_is_noticed(tmp_path: Path, damage) -> None:
    file = resealed(sealed(tmp_path, b"x" * (5 << 19)), damage)
    with pytest.raises((BadInput, IntegrityBroken)):
        sealing.unseal(file, tmp_path / "out", PASSWORD)


def test_later_envelope_is_explained(tmp_path: Path) -> None:
    def later(parts: dict[str, bytes]) -> None:
        parts["envelope.json"] = parts["envelope.json"].replace(b'"format": 1', b'"format": 7')

    with pytest.raises(TooNew):
        sealing.unseal(resealed(sealed(tmp_path, b"x"), later), tmp_path / "out", PASSWORD)


def test_text_and_cut_zip_are_not_sealed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"PK\x03\x04")
    assert not sealing.is_sealed(tmp_path / "a")
    assert not sealing.is_sealed(tmp_path / "absent")


def test_changed_evidence_stops_a_bundle(ws: Workspace, good: Path, tmp_path: Path) -> None:
    path = ws.evidence.path(next(iter(ws.evidence.contents())))
    path.write_bytes(CSV.replace("95", "99").encode())
    with pytest.raises(IntegrityBroken):
        bundle.write_bundle(ws, "lung", tmp_path / "b.dossier")
    assert not (tmp_path / "b.dossier").exists()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    ws = Workspace.create(tmp_path_factory.mktemp("samples") / "workspace")
    demo.install_samples(ws)
    yield ws
    ws.close()


def by_id(form: dict) -> str:
    """The form's bytes; the firm's records stand in the order in which a workspace got to know them."""
    firm = {kind: sorted(rows, key=lambda row: row["id"]) for kind, rows in form["firm"].items()}
    return canonical(form | {"firm": firm})


def test_every_sample_is_equal_after_out_and_in(samples: Workspace, tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "other") as other:
        for heading in queries.headings(samples):
            target = tmp_path / f"{heading.key}.dossier"
            told = bundle.write_bundle(samples, heading.id, target)
            assert told["left_out"] == []
            bundle.read_bundle(other, target)
        for heading in queries.headings(samples):
            here, there = (by_id(imports.dump(w, heading.id)) for w in (samples, other))
            assert there == here
        assert len(queries.headings(other)) >= 3
        named = {
            sha256
            for heading in queries.headings(samples)
            for sha256 in hashes_of(imports.dump(samples, heading.id))
        }
        assert set(other.evidence.contents()) == named
        assert care.examine(other).ok
