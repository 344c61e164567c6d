"""Filing profiles, related papers, guidance, places and seals of the shipped pack: whole, true to the declarations, refused when not."""

import re
import shutil
from pathlib import Path

import pytest

from dossier_app.base.errors import IntegrityBroken
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.model.finding import Certainty, Severity
from dossier_app.model.packindex import cited_by
from dossier_app.model.registration import profile_for
from dossier_app.rules.identity import seal_path
from dossier_app.rules.loader import PackRefused, current_pack, load_pack, shipped_packs
from dossier_app.rules.sealing import found_hash, seal, unsealed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped_packs()[0], tmp_path / "pack"))


@pytest.fixture
def pack():
    return current_pack()


def change(folder: Path, file: str, old: str, new: str) -> list[str]:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackRefused) as caught:
        load_pack(folder)
    return [f"{p.file} {p.field} {p.expected.en}" for p in caught.value.problems]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("related.toml", "answer:claim.purpose", "answer:claim.none", "is not declared"),
        ("related.toml", "record:term:term,", "record:term:word,", "is not declared"),
        ("related.toml", 'paper = "ifu"', 'paper = "none"', "there is no 'none'"),
        ("related.toml", 'heading = "CH2.2"', 'heading = "CH9.9"', "there is no 'CH9.9'"),
        ("related.toml", 'need = "CR"', 'need = "X"', "expected one of R, CR"),
        ("filing.toml", 'applies = "no"', 'applies = "never"', "expected one of"),
        ("filing.toml", 'prefix = "CH2"', 'prefix = "CH8"', "no volume takes this chapter"),
        ("directory.toml", "chapter:rg-terms", "chapter:none", "there is no 'chapter:none'"),
        ("directory.toml", "evidence:qms", "evidence:none", "there is no 'evidence:none'"),
    ],
)
def test_filing_data_that_means_nothing_is_refused(folder, file, old, new, told):
    assert any(told in line for line in change(folder, file, old, new))


def test_each_filing_has_a_profile_and_unconfirmed_names_say_so(pack):
    assert profile_for(pack, "III", "domestic").key == "erps"
    assert profile_for(pack, "II", "import").key == "erps"
    assert profile_for(pack, "II", "domestic").key == "provincial"
    assert profile_for(pack, "III", "domestic", "none") is None
    assert {each.certainty for each in pack.profiles} == {Certainty.C}
    assert all("核对" in each.note.zh or "为准" in each.note.zh for each in pack.profiles)


def test_every_required_field_of_every_record_is_guided(pack):
    guided = {entry.field for entry in pack.guidance}
    wanted = {
        f"{kind.key}.{field.key}"
        for kind in RECORD_KINDS.values()
        for field in kind.fields
        if field.required and not field.internal
    }
    assert set(FIELDS) | wanted <= guided


def test_guidance_is_said_once_and_not_by_pattern(pack):
    for part in ("why", "failure"):
        words = [getattr(entry, part).zh for entry in pack.guidance]
        repeated = {each for each in words if words.count(each) > 3}
        assert repeated == set()


def test_unconfirmed_rules_never_block(pack):
    for group in (pack.rules, pack.rejections, pack.ptr_rules, pack.erps_rules, pack.phrases):
        for rule in group:
            unsure = rule.certainty is Certainty.C
            assert not (unsure and rule.severity is Severity.BLOCKER)


def test_places_are_dated_and_say_how_sure(pack):
    assert {each.kind for each in pack.places} == {"province", "city", "platform", "hospital"}
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", each.checked_on) for each in pack.places)


def test_a_document_knows_what_cites_it(pack):
    found = cited_by(pack, "cmde-2022-8")
    assert {"chapters", "guidance", "gates"} <= {each.table for each in found}
    assert cited_by(pack, "none") == ()
    unused = [s.key for s in pack.sources if not cited_by(pack, s.key)]
    assert len(unused) < 45


def test_a_seal_proves_the_pack_and_a_change_breaks_it(folder):
    assert unsealed((folder,)) == ("pack",)
    assert seal(folder) == found_hash(folder)
    assert unsealed((folder,)) == ()
    load_pack(folder)
    with (folder / "places.toml").open("a", encoding="utf-8") as stream:
        stream.write("# edited\n")
    assert unsealed((folder,)) == ("pack",)
    with pytest.raises(IntegrityBroken):
        load_pack(folder)
    seal(folder)
    load_pack(folder)


def test_a_faulty_pack_is_not_sealed(folder):
    text = (folder / "pack.toml").read_text(encoding="utf-8")
    (folder / "pack.toml").write_text(text.replace("format = 1", "format = 9"), encoding="utf-8")
    with pytest.raises(PackRefused):
        seal(folder)
    assert not seal_path(folder).exists()


def test_every_shipped_pack_is_sealed():
    assert unsealed(shipped_packs()) == ()


def test_a_proved_pack_is_not_proved_again_but_still_hashed(folder):
    seal(folder)
    whole, quick = load_pack(folder), load_pack(folder, proved=True)
    assert quick == whole
    (folder / "places.toml").write_text("", encoding="utf-8")
    with pytest.raises(IntegrityBroken):
        load_pack(folder, proved=True)
