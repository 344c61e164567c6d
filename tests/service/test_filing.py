"""The registration directory: states, approval that goes stale, waivers, verdicts, the exported tree and its checker."""

from pathlib import Path

import pikepdf
import pytest

from dossier_app.base.errors import BadInput, FindingsBlock, NotFound
from dossier_app.base.text import Lang
from dossier_app.model.registration import State
from dossier_app.service import filing, queries
from dossier_app.service.commands import AddRecord, SetAnswer
from dossier_app.service.copying import copy_dossier
from dossier_app.service.exports import ExportRequest, export
from dossier_app.service.filingcheck import check_filing, width
from dossier_app.writers.verify import verify_pack

RELATED = ("overview", "ifu", "label", "essential-principles", "risk-summary")


@pytest.fixture
def mine(samples) -> str:
    return copy_dossier(samples, "lung-nodule", "mine")[0]


def state(samples, dossier: str, code: str) -> State:
    heading = filing.view(samples, dossier).filing.heading(code)
    assert heading is not None
    return heading.state


def a_file(samples, dossier: str) -> str:
    records = queries.dossier(samples, dossier).all("evidence")
    return next(r.id for r in records if r.text("media_type") == "application/pdf")


def test_each_filing_has_its_own_headings(samples, mine):
    seen = {}
    for kind in ("first", "change", "renewal"):
        samples.do(SetAnswer(mine, "classification.filing", kind))
        headings = filing.view(samples, mine).filing.headings
        seen[kind] = {each.item.code: each.mark for each in headings}
    assert seen["first"]["CH2.2"] == "R"
    assert seen["change"]["CH2.2"] == "CR"
    assert "CH2.2" not in seen["renewal"]
    assert "CH1.13" not in seen["first"]
    samples.do(SetAnswer(mine, "classification.origin", "import"))
    marks = {h.item.code: h.mark for h in filing.view(samples, mine).filing.headings}
    assert marks["CH1.13"] == "R"


def test_a_file_is_placed_approved_and_taken_back(samples, mine):
    assert state(samples, mine, "CH1.4") is State.NONE
    filing.place(samples, mine, "CH1.4", a_file(samples, mine))
    assert state(samples, mine, "CH1.4") is State.UNAPPROVED
    filing.approve(samples, mine, "CH1.4", "王工")
    assert state(samples, mine, "CH1.4") is State.COMPLETE
    filing.release(samples, mine, "CH1.4")
    assert state(samples, mine, "CH1.4") is State.NONE
    samples.undo()
    assert state(samples, mine, "CH1.4") is State.COMPLETE


def test_several_files_of_which_none_is_chosen_are_told(samples, mine):
    files = queries.dossier(samples, mine).all("evidence")[:2]
    for record in files:
        filing.place(samples, mine, "CH1.4", record.id)
    assert state(samples, mine, "CH1.4") is State.SEVERAL
    reasons = [r.zh for j in filing.view(samples, mine).verdicts for r in j.reasons]
    assert any(r.startswith("CH1.4") and "多份" in r for r in reasons)


def test_an_approved_paper_is_stale_once_its_facts_change(samples, mine):
    filing.approve(samples, mine, "CH2.5.1", "王工")
    assert state(samples, mine, "CH2.5.1") is State.COMPLETE
    samples.do(SetAnswer(mine, "claim.population", "14 岁以上"))
    assert state(samples, mine, "CH2.5.1") is State.UNAPPROVED
    reasons = [r.zh for j in filing.view(samples, mine).verdicts for r in j.reasons]
    assert any("CH2.5.1" in r and "批准后内容已变化" in r for r in reasons)
    filing.approve(samples, mine, "CH2.5.1", "王工")
    assert state(samples, mine, "CH2.5.1") is State.COMPLETE


def test_what_software_does_not_need_is_waived_with_the_usual_reasons(samples, mine):
    filing.waive_usual(samples, mine, "王工")
    heading = filing.view(samples, mine).filing.heading("CH3.5.9")
    assert (heading.state, heading.reason) == (State.WAIVED, "独立软件不需灭菌。")
    with pytest.raises(BadInput, match="waived"):
        filing.waive_usual(samples, mine)
    filing.place(samples, mine, "CH3.5.9", a_file(samples, mine))
    assert state(samples, mine, "CH3.5.9") is State.UNAPPROVED


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda ws, d: filing.place(ws, d, "CH9", "x"), NotFound),
        (lambda ws, d: filing.place(ws, d, "CH1.4", "x"), NotFound),
        (lambda ws, d: filing.waive(ws, d, "CH1.4"), BadInput),
        (lambda ws, d: filing.approve(ws, d, "CH1.4", "王工"), BadInput),
        (lambda ws, d: filing.approve(ws, d, "CH2.5.1", " "), BadInput),
        (lambda ws, d: filing.write_chapter(ws, d, "none", "x"), NotFound),
        (lambda ws, d: filing.view(ws, d, "nowhere"), NotFound),
    ],
)
def test_slips_are_refused_and_change_nothing(samples, mine, act, error):
    before = queries.dossier(samples, mine)
    with pytest.raises(error):
        act(samples, mine)
    assert queries.dossier(samples, mine) == before


def test_placing_a_file_twice_is_refused(samples, mine):
    found = a_file(samples, mine)
    filing.place(samples, mine, "CH1.4", found)
    with pytest.raises(BadInput, match="already"):
        filing.place(samples, mine, "CH1.4", found)


def test_without_a_class_there_is_no_directory(samples, mine):
    samples.do(SetAnswer(mine, "claim.medical_purpose", False))
    with pytest.raises(BadInput):
        filing.view(samples, mine)


def test_a_chapter_takes_a_text_of_its_own(samples, mine):
    def wants() -> list[str]:
        heading = filing.view(samples, mine).filing.heading("CH2.5.4")
        return [each.chapter for each in heading.missing]

    assert wants() == ["ov-contra"]
    for text in ("无。", "无禁忌证。"):
        filing.write_chapter(samples, mine, "ov-contra", text)
        assert wants() == []
    filing.write_chapter(samples, mine, "ov-contra", "")
    assert wants() == ["ov-contra"]


def test_a_version_other_than_the_filed_one_is_a_doubt(samples, mine):
    values = {"title": "旧报告", "kind": "test_report", "sha256": "0" * 64, "file_name": "a.pdf"}
    more = {"media_type": "application/pdf", "disclosure": "tender", "version": "1.0.0"}
    samples.do(AddRecord(mine, "evidence", "old", values | more))
    reasons = [r.zh for j in filing.view(samples, mine).verdicts for r in j.reasons]
    assert any("旧报告" in r and "1.0.0" in r for r in reasons)


def test_the_tree_is_written_and_keeps_the_rules(samples, tmp_path):
    target = tmp_path / "filing"
    result = export(samples, ExportRequest("lung-nodule", "registration", target, draft=True))
    assert result.state == "partial"
    assert verify_pack(target).ok
    faults = [fault for fault in check_filing(target) if fault.grave]
    told = {item.what.zh.partition(" · ")[0] for item in result.omitted}
    assert {fault.rule.code for fault in faults} == {"ERPS-04"}
    assert {fault.path for fault in faults} <= told
    assert all("注册检验报告" in f.path or "使用说明书" in f.path for f in faults)
    assert check_filing(tmp_path / "filing.zip") == check_filing(target)
    folders = {path.name for path in target.iterdir() if path.is_dir()}
    assert {"第1章 监管信息", "第2章 综述资料", "第3章 非临床资料"} <= folders
    names = [path.name for path in target.rglob("CH*.pdf")]
    assert len(names) == len(set(names))
    assert all(width(name) <= 64 for name in names)
    stored = {r.text("sha256") for r in queries.dossier(samples, "lung-nodule").all("evidence")}
    assert stored & {file.sha256 for file in result.files}


def test_a_province_gets_the_sections_of_its_own_form(samples, tmp_path):
    target = tmp_path / "filing"
    wanted = ExportRequest(
        "lung-nodule", "registration", target, draft=True, profile="provincial", lang=Lang.EN
    )
    export(samples, wanted)
    names = [path.name for path in target.rglob("*.pdf")]
    assert any(name.startswith("二（二）") for name in names)


def test_blockers_stop_a_filing(samples, mine, tmp_path):
    samples.do(SetAnswer(mine, "claim.intended_use", None))
    with pytest.raises(FindingsBlock):
        export(samples, ExportRequest(mine, "registration", tmp_path / "filing"))
    assert not (tmp_path / "filing").exists()


def spoiled(folder: Path, name: str, pages: int = 1, **parts: object) -> Path:
    heading = folder / "第1章" / "CH1.4"
    heading.mkdir(parents=True, exist_ok=True)
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        if parts.get("script"):
            pdf.Root.OpenAction = pikepdf.Dictionary(
                S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
            )
        locked = pikepdf.Encryption(owner="x", user="") if parts.get("locked") else False
        pdf.save(heading / name, encryption=locked)
    return heading / name


@pytest.mark.parametrize(
    ("name", "parts", "code"),
    [
        ("长" * 40 + ".pdf", {}, "ERPS-03"),
        ("a.pdf", {"pages": 10}, "ERPS-04"),
        ("a.pdf", {"script": True}, "ERPS-10"),
        ("a.pdf", {"locked": True}, "ERPS-11"),
    ],
)
def test_the_checker_finds_what_the_system_refuses(tmp_path, name, parts, code):
    spoiled(tmp_path, name, **parts)
    assert code in {fault.rule.code for fault in check_filing(tmp_path)}


def test_the_checker_finds_foreign_damaged_deep_and_doubled_files(tmp_path):
    sound = spoiled(tmp_path, "a.pdf")
    assert check_filing(tmp_path) == ()
    (sound.parent / "a.docx").write_bytes(b"PK")
    (sound.parent / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    deep = sound.parent / "1" / "2" / "3" / "4"
    deep.mkdir(parents=True)
    (deep / "A.pdf").write_bytes(sound.read_bytes())
    found = {(fault.rule.code, Path(fault.path).name) for fault in check_filing(tmp_path)}
    assert {("ERPS-01", "a.docx"), ("ERPS-01", "b.pdf"), ("ERPS-09", "A.pdf")} <= found
    assert ("ERPS-03", "a.pdf") in found
    with pytest.raises(NotFound):
        check_filing(tmp_path / "none")


@pytest.mark.parametrize("what", RELATED)
def test_a_related_paper_is_written_and_names_what_it_lacks(samples, tmp_path, what):
    target = tmp_path / "paper.docx"
    result = export(samples, ExportRequest("lung-nodule", what, target))
    assert target.stat().st_size > 4000
    assert result.state == ("partial" if result.omitted else "complete")
    export(samples, ExportRequest("lung-nodule", what, tmp_path / "paper.pdf", lang=Lang.EN))


def test_instructions_say_the_facts_and_what_is_missing(samples, tmp_path):
    from docx import Document

    result = export(samples, ExportRequest("lung-nodule", "ifu", tmp_path / "ifu.docx"))
    words = "\n".join(p.text for p in Document(tmp_path / "ifu.docx").paragraphs)
    assert queries.dossier(samples, "lung-nodule").text("claim.intended_use") in words
    assert "算法性能评估总结" in words
    assert "禁忌证" in {item.what.zh for item in result.omitted}
