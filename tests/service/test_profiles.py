"""Tender packs by profile, editions for distributors, and what must never leave the firm."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.service import queries
from dossier_app.service.commands import AddRecord, ChangeRecord, Confirm
from dossier_app.service.exports import ExportRequest, export
from dossier_app.service.workspace import Workspace
from dossier_app.writers.verify import verify_pack

PROFILES = ("paper", "modules", "talk", "authorisation", "neutral")


def request(target: Path, profile: str = "", **more) -> ExportRequest:
    return replace(
        ExportRequest("lung-nodule", "tender-pack", target, "T1"), profile=profile, **more
    )


def own_copy(workspace: Workspace) -> str:
    from dossier_app.service.copying import copy_dossier

    return copy_dossier(workspace, "lung-nodule", "mine")[0]


def words(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join("".join(p.get_textpage().get_text_range().split()) for p in document)
    finally:
        document.close()


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_makes_a_pack_that_verifies(samples, tmp_path, profile):
    result = export(samples, request(tmp_path / "pack", profile))
    assert result.state in ("complete", "partial")
    assert verify_pack(tmp_path / "pack").ok
    volumes = [file for file in result.files if file.path[:2].isdigit() and file.kind == "pdf"]
    assert volumes
    assert all(file.pages for file in volumes)


def test_modules_are_four_volumes_each_whole_in_itself(samples, tmp_path):
    result = export(samples, request(tmp_path / "pack", "modules"))
    volumes = [file.path for file in result.files if file.path[:2].isdigit()]
    assert volumes == ["01_资格文件.pdf", "02_商务文件.pdf", "03_技术部分.pdf", "04_报价文件.pdf"]
    assert "单价（元）" in words(tmp_path / "pack" / "04_报价文件.pdf")
    assert "单价（元）" not in words(tmp_path / "pack" / "03_技术部分.pdf")


def test_paper_has_an_original_and_a_copy_that_differ_only_in_that_word(samples, tmp_path):
    export(samples, request(tmp_path / "pack", "paper"))
    one, other = (words(tmp_path / "pack" / f"01_投标支持文件_{k}.pdf") for k in ("正本", "副本"))
    assert "正本" in one
    assert "副本（共1份）" in other
    assert one.replace("正本", "").count("肺结节") == other.count("肺结节")


def test_a_blind_part_names_nobody_on_its_pages_and_in_its_properties(samples, tmp_path):
    dossier = queries.dossier(samples, "lung-nodule")
    firm = next(p.text("name") for p in dossier.all("party") if p.text("role") == "registrant")
    target = tmp_path / "pack"
    export(samples, request(target, "blind", draft=True))
    text = words(target / "技术部分.pdf")
    assert firm not in text
    assert dossier.text("claim.product_name") not in text
    manifest = (target / "校验" / "manifest.json").read_text(encoding="utf-8")
    assert "lung-nodule" not in manifest
    assert firm not in manifest
    assert not (target / "附件").exists()
    properties = PdfReader(target / "技术部分.pdf").metadata or {}
    assert firm not in "".join(str(value) for value in properties.values())


def test_a_blind_part_with_a_telephone_number_is_refused_with_its_clause(samples, tmp_path):
    key = own_copy(samples)
    dossier = queries.dossier(samples, key)
    tender = dossier.tender("T1")
    technical = [
        r for r in dossier.where("requirement", tender=tender.id) if r.text("kind") == "technical"
    ]
    response = dossier.where("response", requirement=technical[0].id)[0]
    samples.do(ChangeRecord("response", response.id, {"text": "技术支持电话13912345678"}))
    wanted = replace(request(tmp_path / "pack", "blind"), dossier=key)
    with pytest.raises(Exception) as caught:  # noqa: PT011 - a blocker or the blind check, both refuse
        export(samples, wanted)
    assert not (tmp_path / "pack").exists()
    assert caught.value.exit_code in (2, 3)


def test_an_unknown_profile_names_those_there_are(samples, tmp_path):
    with pytest.raises(BadInput, match="modules"):
        export(samples, request(tmp_path / "pack", "telepathy"))


def test_a_file_above_the_platforms_limit_is_refused_and_nothing_is_left(samples, tmp_path):
    key = own_copy(samples)
    tender = queries.dossier(samples, key).tender("T1")
    big = replace(request(tmp_path / "pack", "modules"), dossier=key, draft=True)
    samples.do(ChangeRecord("tender", tender.id, {"limit_types": "pdf", "limit_file_mb": 1}))
    with pytest.raises(BadInput, match="MB") as heavy:
        export(samples, big)
    assert heavy.value.code == "PACK-SIZE"
    assert list(tmp_path.glob("pack*")) == []
    samples.do(ChangeRecord("tender", tender.id, {"limit_types": "docx"}))
    with pytest.raises(BadInput, match="pdf"):
        export(samples, replace(big, target=tmp_path / "other"))
    assert not (tmp_path / "other").exists()


def test_a_second_distributor_of_a_project_needs_a_reason(samples, tmp_path):
    key = own_copy(samples)
    dossier = queries.dossier(samples, key)
    tender = dossier.tender("T1")
    first = dossier.find("party", tender.text("distributor")).text("name")
    samples.do(
        AddRecord("", "party", "second-dealer", {"name": "第二商贸有限公司", "role": "distributor"})
    )
    issue = {
        "tender": tender.id,
        "what": "tender-pack",
        "distributor": tender.text("distributor"),
        "issued_on": "2026-11-01",
        "documents_hash": "x",
        "state": "complete",
    }
    samples.do(AddRecord(dossier.heading.id, "pack_issue", "issue-1", issue))
    wanted = replace(request(tmp_path / "pack", distributor="第二商贸有限公司"), dossier=key)
    with pytest.raises(BadInput, match=first) as caught:
        export(samples, wanted)
    assert caught.value.code == "SECOND-DISTRIBUTOR"
    assert not (tmp_path / "pack").exists()
    samples.do(ChangeRecord("pack_issue", "issue-1", {"recalled_on": "2026-11-02"}))
    people = queries.dossier(samples, key).all("person")
    regulatory = next((p.text("name") for p in people if p.text("role") == "regulatory"), "张工")
    samples.do(Confirm(dossier.heading.id, f"tender:{tender.id}", regulatory, "released"))
    export(samples, replace(wanted, target=tmp_path / "tables.xlsx"))
    issued = queries.dossier(samples, key).all("pack_issue")[-1]
    assert issued.text("distributor") == "second-dealer"
    assert issued.text("passages").startswith("[")


def test_the_supply_price_is_in_no_export(samples, tmp_path):
    key = own_copy(samples)
    dossier = queries.dossier(samples, key)
    line = dossier.where("price_line", tender=dossier.tender("T1").id)[0]
    samples.do(ChangeRecord("price_line", line.id, {"supply_price": "123457.91"}))
    for profile in ("", "modules", "talk"):
        target = tmp_path / (profile or "master")
        export(samples, replace(request(target, profile), dossier=key, draft=True))
        for path in target.rglob("*"):
            if path.suffix == ".pdf":
                assert "123,457.91" not in words(path)
                assert "123457.91" not in words(path)
            if path.suffix == ".xlsx":
                cells = [c for ws in load_workbook(path) for row in ws.values for c in row]
                assert Decimal("123457.91") not in cells
                assert 123457.91 not in cells


def test_parts_are_left_out_and_a_watermark_is_drawn(samples, tmp_path):
    export(
        samples, request(tmp_path / "pack", without=("plans", "scores"), watermark="仅供示例商贸")
    )
    text = words(tmp_path / "pack" / "01_投标支持文件.pdf")
    assert "仅供示例商贸" in text
    assert "实施、培训与服务" not in text
    with pytest.raises(BadInput, match="plans"):
        export(samples, request(tmp_path / "other", without=("everything",)))
    with pytest.raises(NotFound):
        export(samples, request(tmp_path / "other", lot="no such lot"))
