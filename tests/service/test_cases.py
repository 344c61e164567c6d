"""Case lists through the door: taken in whole as one named change, compared, reported, or refused without a trace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossier_app.base.errors import BadInput, Cancelled, IntegrityBroken, NotFound
from dossier_app.base.text import Text
from dossier_app.model.cases import CaseColumn
from dossier_app.service import bundle, care, cases, copying, imports, queries
from dossier_app.service.cases import CaseImport
from dossier_app.service.commands import AddRecord, ChangeRecord, RemoveRecord
from dossier_app.service.workspace import Workspace
from dossier_app.store import cases as store
from dossier_app.store.schema import AUDIT, CASE_CONTENT

SETS = {"d-train": ("训练集甲", "training"), "d-test": ("测试集甲", "test")}


@pytest.fixture
def held(ws: Workspace) -> Workspace:
    for key, (name, role) in SETS.items():
        values = {"name": name, "role": role, "version": "1", "patients": 3, "studies": 3}
        ws.do(AddRecord("d1", "dataset", key, values))
    return ws


def listed(folder: Path, *lines: str, head: str = "数据集,患者编号,检查号,机构,年龄", name: str = "a.csv") -> Path:  # fmt: skip
    path = folder / name
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


BOTH = (
    "训练,P1,S1,一院,60",
    "训练,P2,S2,一院,61",
    "训练,P3,S3,二院,62",
    "测试集甲,P3,S4,二院,62",
    "test,P4,S5,三院,64",
)


def contents(ws: Workspace) -> int:
    with ws.reading() as work:
        return len(work.connection.execute(CASE_CONTENT.select()).all())


def test_one_file_gives_each_set_its_list_in_one_change(held, tmp_path):
    added = cases.take_in(held, "lung", CaseImport(listed(tmp_path, *BOTH)))
    assert len(added) == 2
    lists = {r.text("dataset"): r for r in queries.dossier(held, "d1").all("case_list")}
    assert {key: int(r.number("patients") or 0) for key, r in lists.items()} == {"d-train": 3, "d-test": 2}  # fmt: skip
    name = held.undo_name("d1")
    assert name is not None
    assert name.zh == "撤销：导入病例清单“a.csv”（5 行）"
    held.undo("d1")
    assert queries.dossier(held, "d1").all("case_list") == ()
    held.redo("d1")
    assert queries.dossier(held, "d1").cases.of("d-test") is not None


def test_independence_and_distributions_are_reported(held, tmp_path):
    cases.take_in(held, "lung", CaseImport(listed(tmp_path, *BOTH)))
    told = json.loads(json.dumps(cases.report(held, "lung")))
    assert {(o["level"], o["shared"]) for o in told["independence"]} == {("image", None), ("study", 0), ("patient", 1), ("site", 1)}  # fmt: skip
    test = next(each for each in told["lists"] if each["dataset"] == "测试集甲")
    assert test["counts"] == {"patients": 2, "studies": 2, "images": None, "positive": None, "negative": None}  # fmt: skip
    assert test["registered"] == {"patients": 3, "studies": 3}
    ages = {bar["key"]: bar["n"] for bar in test["distributions"]["age"]}
    assert (ages["60–<75"], ages["<18"]) == (2, 0)
    found = {f.code for f in queries.findings(held, "lung")}
    assert {"P1", "DATA-01"} <= found


def test_ids_are_nowhere_in_the_workspace(held, tmp_path):
    path = listed(tmp_path, "训练,PATIENT-SECRET-1,S1,一院,60", "训练,PATIENT-SECRET-2,S2,一院,61")
    cases.take_in(held, "lung", CaseImport(path))
    held.close()
    for file in held.folder.rglob("*"):
        if file.is_file():
            assert b"PATIENT-SECRET" not in file.read_bytes(), file


def test_the_trail_keeps_counts_and_the_files_hash_not_rows(held, tmp_path):
    cases.take_in(held, "lung", CaseImport(listed(tmp_path, *BOTH)))
    with held.reading() as work:
        row = work.connection.execute(AUDIT.select().order_by(AUDIT.c.seq.desc())).mappings().first()  # fmt: skip
    assert row is not None
    assert "file_sha256" in row["command"]
    assert "一院" not in row["command"]
    assert len(row["command"]) < 3000


def test_a_named_set_takes_the_whole_list(held, tmp_path):
    path = listed(tmp_path, "P1,60", "P2,61", head="患者编号,年龄")
    with pytest.raises(NotFound) as caught:
        cases.take_in(held, "lung", CaseImport(path))
    assert "训练集甲、测试集甲" in caught.value.message.zh
    (added,) = cases.take_in(held, "lung", CaseImport(path, "d-train"))
    record = queries.dossier(held, "d1").find("case_list", added)
    assert record is not None
    assert record.text("dataset") == "d-train"
    odd = CaseImport(listed(tmp_path, *BOTH, name="b.csv"), "测试集甲")
    cases.take_in(held, "lung", odd)
    facts = queries.dossier(held, "d1").cases.of("d-test")
    assert facts is not None
    assert facts.counts.rows == 5


def test_a_role_that_two_sets_have_is_asked_about(held, tmp_path):
    held.do(AddRecord("d1", "dataset", "d-ext", {"name": "外部测试", "role": "test"}))
    with pytest.raises(NotFound, match="fits several"):
        cases.take_in(held, "lung", CaseImport(listed(tmp_path, "test,P1,S1,一院,60")))
    assert contents(held) == 0


def test_a_second_list_replaces_only_when_asked(held, tmp_path):
    path = listed(tmp_path, *BOTH)
    cases.take_in(held, "lung", CaseImport(path))
    with pytest.raises(BadInput) as caught:
        cases.take_in(held, "lung", CaseImport(path))
    assert caught.value.code == "CASES-THERE"
    fewer = listed(tmp_path, *BOTH[:4], name="b.csv")
    cases.take_in(held, "lung", CaseImport(fewer, replace=True))
    assert len(queries.dossier(held, "d1").all("case_list")) == 2
    held.undo("d1")
    facts = queries.dossier(held, "d1").cases.of("d-test")
    assert facts is not None
    assert facts.counts.rows == 2


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("训练,P9,S9,一院,212", "CASES-FAULTS", "第 7 行“年龄”为“212”"),
        ("训练,张三,S9,一院,60", "CASES-PERSONAL", "列“患者编号”含姓名"),
    ],
)
def test_a_list_that_cannot_be_taken_leaves_nothing(held, tmp_path, line, code, words):
    before = cases.report(held, "lung")
    with pytest.raises(BadInput) as caught:
        cases.take_in(held, "lung", CaseImport(listed(tmp_path, *BOTH, line)))
    assert caught.value.code == code
    assert words in caught.value.message.zh
    assert cases.report(held, "lung") == before
    assert contents(held) == 0


def test_many_faults_are_told_in_part_and_counted(held, tmp_path):
    lines = [f"训练,P{n},S{n},一院,300" for n in range(20)]
    with pytest.raises(BadInput) as caught:
        cases.take_in(held, "lung", CaseImport(listed(tmp_path, *lines)))
    assert "20 处" in caught.value.message.zh
    assert "另有 12 处" in caught.value.message.zh


class _Stop:
    def step(self, done: int, total: int, what: Text | None = None) -> None:
        if total:
            raise Cancelled


def test_cancelling_leaves_nothing(held, tmp_path):
    with pytest.raises(Cancelled):
        cases.take_in(held, "lung", CaseImport(listed(tmp_path, *BOTH)), progress=_Stop())
    assert contents(held) == 0
    assert queries.dossier(held, "d1").all("case_list") == ()


def test_a_change_that_is_refused_takes_its_content_back(held, tmp_path):
    found = cases.read(held, "lung", CaseImport(listed(tmp_path, *BOTH)))
    for key in SETS:
        held.do(RemoveRecord("dataset", key))
    with pytest.raises(NotFound):
        cases.store_read(held, "lung", CaseImport(tmp_path / "a.csv"), found)
    long_name = tmp_path / ("\x01" + "a.csv")
    held.undo("d1")
    held.undo("d1")
    with pytest.raises(BadInput):
        cases.store_read(held, "lung", CaseImport(long_name), found)
    assert contents(held) == 0


def test_content_that_was_changed_from_outside_is_refused(held, tmp_path):
    cases.take_in(held, "lung", CaseImport(listed(tmp_path, *BOTH)))
    with held.writing() as work:
        work.connection.execute(CASE_CONTENT.update().values(data=b"DBCASES1 other"))
    with pytest.raises(IntegrityBroken):
        cases.report(held, "lung")


def test_heads_can_be_named_on_the_command_line(tmp_path):
    shown = cases.look(listed(tmp_path, "P1,60", head="编码,年龄"))
    assert cases.named_columns(shown, "编码=patient") == (CaseColumn.PATIENT, CaseColumn.AGE)
    with pytest.raises(BadInput) as caught:
        cases.named_columns(shown, "编码=nothing")
    assert caught.value.code == "CASE-COLUMNS"


def test_a_bundle_carries_the_lists_to_another_workspace(held, tmp_path):
    cases.take_in(held, "lung", CaseImport(listed(tmp_path, *BOTH)))
    out = tmp_path / "lung.dossier"
    assert bundle.write_bundle(held, "lung", out)["left_out"] == []
    with Workspace.create(tmp_path / "there") as there:
        bundle.read_bundle(there, out)
        assert cases.report(there, "lung") == cases.report(held, "lung")
        more = listed(tmp_path, *BOTH[:3], name="b.csv")
        cases.take_in(there, "lung", CaseImport(more, replace=True))
        assert cases.report(there, "lung")["incomparable"] == [["测试集甲", "训练集甲"]]
        assert "DATA-02" in {f.code for f in queries.findings(there, "lung")}


def test_a_bundle_with_damaged_lists_is_refused_whole(held, tmp_path):
    path = listed(tmp_path, *BOTH)
    (first, _) = cases.take_in(held, "lung", CaseImport(path))
    record = queries.dossier(held, "d1").find("case_list", first)
    assert record is not None
    with held.writing() as work:
        bad = store.keep(work.connection, b"DBCASES1 no list")
    held.do(ChangeRecord("case_list", first, {"content": bad}))
    out = tmp_path / "lung.dossier"
    bundle.write_bundle(held, "lung", out)
    with Workspace.create(tmp_path / "there") as there:
        with pytest.raises(BadInput) as caught:
            bundle.read_bundle(there, out)
        assert caught.value.code == "BUNDLE-CASES"
        assert queries.headings(there) == ()
        assert contents(there) == 0
    with pytest.raises(IntegrityBroken):
        cases.report(held, "lung")


def test_a_dossier_loaded_without_its_lists_says_so(held, tmp_path):
    cases.take_in(held, "lung", CaseImport(listed(tmp_path, *BOTH)))
    with Workspace.create(tmp_path / "there") as there:
        imports.load(there, imports.dump(held, "lung"))
        assert cases.report(there, "lung")["absent"] == ["a.csv", "a.csv"]
        assert len(bundle.write_bundle(there, "lung", tmp_path / "x.dossier")["left_out"]) == 2


def test_a_copy_has_the_lists_too(held, tmp_path):
    cases.take_in(held, "lung", CaseImport(listed(tmp_path, *BOTH)))
    copying.copy_dossier(held, "lung", "copy")
    assert [o["shared"] for o in cases.report(held, "copy")["independence"]] == [None, 0, 1, 1]


def test_the_doctor_knows_lists_that_are_missing_or_changed(held, tmp_path):
    cases.take_in(held, "lung", CaseImport(listed(tmp_path, *BOTH)))
    assert care.examine(held).ok
    with held.writing() as work:
        table = CASE_CONTENT
        kept = work.connection.execute(table.select()).all()
        work.connection.execute(table.delete().where(table.c.sha256 == kept[0].sha256))
        work.connection.execute(table.update().values(data=b"DBCASES1 other"))
    health = care.examine(held)
    assert health.missing_files == (kept[0].sha256,)
    assert health.changed_files == (kept[1].sha256,)


def test_lists_that_a_sample_brings_are_kept(held, tmp_path):
    cases.take_in(held, "lung", CaseImport(listed(tmp_path, *BOTH)))
    folder = tmp_path / "cases"
    folder.mkdir()
    with held.reading() as work:
        for row in work.connection.execute(CASE_CONTENT.select()):
            (folder / row.sha256).write_bytes(row.data)
    with Workspace.create(tmp_path / "there") as there:
        cases.keep_shipped(there, tmp_path / "none")
        cases.keep_shipped(there, folder)
        imports.load(there, imports.dump(held, "lung"))
        assert cases.report(there, "lung") == cases.report(held, "lung")
