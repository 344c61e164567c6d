"""Exports of the shipped samples: whole, true, refused where they must be, the same bytes each time."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from dossier_app.base.errors import BadInput, FindingsBlock, NotFound
from dossier_app.base.text import Lang
from dossier_app.service import queries
from dossier_app.service.commands import ChangeRecord, CreateDossier, SetAnswer
from dossier_app.service.exports import ExportRequest, export, preview
from dossier_app.service.production import PRODUCERS
from dossier_app.service.workspace import Workspace
from dossier_app.writers.verify import verify_pack

COMPLETE = ("lung-nodule", "ich-triage", "coronary")


def request(target: Path, what: str = "tender-pack", key: str = "lung-nodule") -> ExportRequest:
    return ExportRequest(key, what, target, "T1" if what == "tender-pack" else "")


def own_copy(workspace: Workspace, key: str = "lung-nodule") -> str:
    """Copy a sample, so that it may be edited and its packs are registered."""
    from dossier_app.service.copying import copy_dossier

    return copy_dossier(workspace, key, "mine")[0]


@pytest.mark.parametrize("key", COMPLETE)
def test_a_complete_sample_makes_a_complete_pack(samples, tmp_path, key):
    result = export(samples, request(tmp_path / "pack", key=key))
    assert (result.state, result.omitted) == ("complete", ())
    for pack in (tmp_path / "pack", tmp_path / "pack.zip"):
        assert verify_pack(pack).ok
    pages = {file.path: file.pages for file in result.files}
    assert pages["00_摘要.pdf"] == 2
    assert pages["01_投标支持文件.pdf"] >= 100


def test_the_same_data_and_date_give_the_same_bytes(samples, tmp_path):
    for name in ("a.zip", "b.zip"):
        export(samples, request(tmp_path / name))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_page_references_point_at_the_pages_that_hold_the_evidence(samples, tmp_path):
    export(samples, request(tmp_path / "pack"))
    reader = PdfReader(tmp_path / "pack" / "01_投标支持文件.pdf")
    book = load_workbook(tmp_path / "pack" / "02_投标表格.xlsx")
    rows = book["偏离表"].iter_rows(min_row=2, values_only=True)
    cited = [
        str(value) for row in rows for value in row if str(value).startswith("《医疗器械注册证")
    ]
    page = int(cited[0].split("第")[1].split("页")[0])
    assert "注册证" in reader.pages[page - 1].extract_text()


def test_no_supply_price_leaves_the_firm(samples, tmp_path):
    dossier = queries.dossier(samples, own_copy(samples))
    line = dossier.all("price_line")[0]
    samples.do(ChangeRecord("price_line", line.id, {"supply_price": "123456.78"}))
    export(samples, replace(request(tmp_path / "pack", key="mine"), draft=True))
    for path in (tmp_path / "pack").rglob("*.xlsx"):
        cells = (str(c.value) for s in load_workbook(path) for row in s.iter_rows() for c in row)
        assert not any("123456.78" in cell or "123,456" in cell for cell in cells)


@pytest.mark.parametrize(
    "what", [what for what in PRODUCERS if what not in ("tender-pack", "supplement")]
)
def test_every_other_export_is_written_and_verifies(samples, tmp_path, what):
    result = export(samples, request(tmp_path / what, what))
    assert result.state in ("complete", "partial")
    assert verify_pack(tmp_path / what).ok


@pytest.mark.parametrize(
    ("what", "form"),
    [
        ("ptr", "pdf"),
        ("ptr", "docx"),
        ("ptr", "xlsx"),
        ("tender-pack", "xlsx"),
        ("tender-pack", "pdf"),
    ],
)
def test_a_target_that_names_a_form_gets_that_one_file(samples, tmp_path, what, form):
    target = tmp_path / f"one.{form}"
    result = export(samples, request(target, what))
    assert [file.path for file in result.files] == [target.name]
    assert list(tmp_path.glob("one*")) == [target]


def test_a_form_that_the_export_has_not_is_refused(samples, tmp_path):
    with pytest.raises(BadInput, match="docx"):
        export(samples, request(tmp_path / "m.docx", "matrix"))


@pytest.mark.parametrize("name", ["pack", "pack.zip", "x.pdf"])
def test_an_existing_target_is_left_alone_unless_asked(samples, tmp_path, name):
    (tmp_path / name).mkdir() if "." not in name else (tmp_path / name).write_text("mine")
    what = "tender-pack" if name == "pack.zip" else "ptr"
    with pytest.raises(BadInput):
        export(samples, request(tmp_path / name, what))
    assert (
        export(samples, replace(request(tmp_path / name, "ptr"), replace=True)).state == "complete"
    )


def test_blockers_stop_a_pack_and_a_draft_says_so_on_its_pages(samples, tmp_path):
    own_copy(samples)
    samples.do(SetAnswer(queries.heading(samples, "mine").id, "claim.payer", None))
    with pytest.raises(FindingsBlock) as refused:
        export(samples, request(tmp_path / "pack", key="mine"))
    assert refused.value.exit_code == 2
    assert not (tmp_path / "pack").exists()
    export(samples, replace(request(tmp_path / "pack", key="mine"), draft=True))
    assert "草稿" in PdfReader(tmp_path / "pack" / "00_摘要.pdf").pages[0].extract_text()


def test_missing_evidence_makes_the_pack_partial_and_names_it(samples, tmp_path):
    dossier = queries.dossier(samples, "lung-nodule")
    record = dossier.find("evidence", dossier.all("certificate")[0].text("evidence"))
    samples.evidence.erase(record.text("sha256"))
    result = export(samples, request(tmp_path / "pack"))
    assert result.state == "partial"
    assert record.text("title") in [item.what.zh for item in result.omitted]
    assert "草稿" in PdfReader(tmp_path / "pack" / "00_摘要.pdf").pages[0].extract_text()


def test_a_pack_handed_out_is_put_on_the_register(samples, tmp_path):
    own_copy(samples)
    result = export(samples, replace(request(tmp_path / "first", "first-business", key="mine")))
    issues = queries.dossier(samples, "mine").all("pack_issue")
    assert [issue.text("what") for issue in issues] == ["first-business"]
    assert issues[0].text("state") == result.state
    facts = json.loads(issues[0].text("facts"))
    ((title, pages),) = json.loads(issues[0].text("fact_pages"))["claim.product_name"].items()
    read = PdfReader(next((tmp_path / "first").glob("*.pdf")))
    assert title
    own = [read.pages[number - 1].extract_text().replace(" ", "") for number in pages]
    assert pages
    assert all(facts["claim.product_name"] in text for text in own)


def test_a_sample_and_a_draft_are_not_registered(samples, tmp_path):
    export(samples, request(tmp_path / "pack"))
    assert queries.dossier(samples, "lung-nodule").all("pack_issue") == ()


def test_english_papers_are_english(samples, tmp_path):
    export(samples, replace(request(tmp_path / "c.pdf", "completeness"), lang=Lang.EN))
    text = PdfReader(tmp_path / "c.pdf").pages[0].extract_text()
    assert "Completeness" in text


def test_a_profile_of_another_export_is_refused(samples, tmp_path):
    with pytest.raises(BadInput) as refused:
        export(samples, replace(request(tmp_path / "x", "completeness"), profile="blind"))
    assert (refused.value.code, (tmp_path / "x").exists()) == ("NO-PROFILE", False)


def test_unknown_names_are_refused(samples, tmp_path):
    with pytest.raises(BadInput, match="novel"):
        export(samples, request(tmp_path / "x", "novel"))
    with pytest.raises(NotFound):
        export(samples, replace(request(tmp_path / "x"), tender="T99"))
    with pytest.raises(NotFound):
        export(samples, replace(request(tmp_path / "x"), distributor="无此公司"))


def test_the_preview_promises_what_the_export_holds(samples, tmp_path):
    promised = preview(samples, request(tmp_path / "pack"))
    result = export(samples, request(tmp_path / "pack"))
    written = {file.path for file in result.files}
    assert set(promised.documents) <= written
    assert promised.blockers == ()
    pages = next(file.pages for file in result.files if file.path.startswith("01"))
    assert abs(promised.pages - pages) <= pages * 0.25


def test_the_zip_holds_what_the_folder_holds(samples, tmp_path):
    export(samples, request(tmp_path / "ptr", "ptr"))
    with zipfile.ZipFile(tmp_path / "ptr.zip") as archive:
        names = set(archive.namelist())
    found = {
        p.relative_to(tmp_path / "ptr").as_posix()
        for p in (tmp_path / "ptr").rglob("*")
        if p.is_file()
    }
    assert names == found


def test_a_tender_pack_needs_a_tender(samples, tmp_path):
    samples.do(CreateDossier("fresh-id", "fresh", "新产品"))
    with pytest.raises(BadInput, match="tender"):
        export(samples, ExportRequest("fresh", "tender-pack", tmp_path / "x", draft=True))
