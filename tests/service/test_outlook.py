"""All dossiers together: the pipeline with its clocks, bids by province and distributor, ends, what is often missed."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from dossier_app.base.text import Lang, Text
from dossier_app.service.board import Board, board
from dossier_app.service.boardpaper import write_board
from dossier_app.service.commands import AddRecord, Batch, CreateDossier, SetAnswer
from dossier_app.service.workspace import Workspace

DAY = date(2026, 11, 22)
STATES = ("development", "deficiency", "certified")


def tender(dossier: str, number: int, **more: object) -> AddRecord:
    values = {
        "code": f"T{number}",
        "name": f"项目{number}",
        "state": "preparing",
        "region": "江苏",
        "distributor": "p1",
        "opening": "2026-12-15T09:00:00+08:00",
        "offer_validity_days": 90,
    }
    return AddRecord(dossier, "tender", f"{dossier}-t{number}", values | more)


@pytest.fixture
def filled(ws: Workspace) -> Workspace:
    parts = [AddRecord("", "party", "p1", {"name": "经销商甲", "role": "distributor"})]
    for number, state in enumerate(STATES, 2):
        name = f"d{number}"
        parts += [
            CreateDossier(name, name, f"产品{number}"),
            SetAnswer(name, "claim.life_state", state),
        ]
    parts += [
        SetAnswer("d3", "claim.deficiency_due", "2027-01-02"),
        tender("d4", 1),
        tender("d4", 2, state="won", offer_total="475000", ceiling="500000"),
        tender("d4", 3, state="lost", offer_total="490000", ceiling="500000"),
        tender("d4", 4, state="lost", region="浙江", distributor=None),
        AddRecord("d4", "certificate", "c1", {"number": "国械注准1", "expires_on": "2026-12-01"}),
        AddRecord(
            "", "licence", "l1", {"party": "p1", "number": "苏002", "expires_on": "2027-01-10"}
        ),
        AddRecord(
            "", "licence", "l2", {"party": "p1", "number": "苏003", "expires_on": "2028-01-10"}
        ),
    ]
    ws.do(Batch(Text("准备", "prepare"), tuple(parts)))
    return ws


def seen(ws: Workspace) -> Board:
    return board(ws, DAY)


def test_pipeline_counts_products_by_state_with_the_nearest_clock(filled: Workspace) -> None:
    stages = {stage.key: stage for stage in seen(filled).outlook.stages}
    assert list(stages) == [state for state in ("development", "deficiency", "certified")]
    assert stages["deficiency"].products == ("产品3",)
    assert stages["deficiency"].clock == date(2027, 1, 2)
    assert stages["certified"].clock is None


def test_bids_are_counted_by_province_and_distributor_with_prices_against_the_ceiling(
    filled: Workspace,
) -> None:
    outlook = seen(filled).outlook
    south, east = outlook.provinces
    assert (south.name, south.won, south.lost, south.running) == ("江苏", 1, 1, 1)
    assert (south.lowest, south.highest) == (Decimal("0.950"), Decimal("0.980"))
    assert (east.name, east.lost, east.lowest) == ("浙江", 1, None)
    assert [(s.name, s.won, s.lost) for s in outlook.distributors] == [("经销商甲", 1, 1)]


def test_ends_are_set_against_openings_and_bid_validity(filled: Workspace) -> None:
    endings = {each.title: each for each in seen(filled).outlook.endings}
    assert list(endings) == ["国械注准1", "苏002"]
    assert (endings["国械注准1"].opening, endings["国械注准1"].validity) == (("T1",), ())
    assert (endings["苏002"].opening, endings["苏002"].validity) == ((), ("T1",))
    assert endings["国械注准1"].product == "产品4"
    assert endings["苏002"].product == ""


def test_what_several_dossiers_lack_is_ranked(filled: Workspace) -> None:
    missed = seen(filled).outlook.missed
    assert missed
    assert [each.count for each in missed] == sorted((e.count for e in missed), reverse=True)
    assert missed[0].count == 4
    assert all(each.label.zh and each.label.en for each in missed)


def test_age_of_blockers_is_kept_until_nothing_blocks(filled: Workspace) -> None:
    def line(on: date) -> str:
        return next(e for e in board(filled, on).lines if e.heading.key == "d4").blocked_since

    first = line(DAY)
    assert first == DAY.isoformat()
    assert line(date(2026, 11, 25)) == first
    told = board(filled, DAY).as_json()
    assert [e["blocked_since"] for e in told["dossiers"] if e["key"] == "d4"] == [first]
    assert told["provinces"][0]["price_share"] == ["0.950", "0.980"]
    assert told["pipeline"][1]["reply_due"] == "2027-01-02"
    assert {"often_missed", "endings", "distributors"} <= told.keys()


def test_board_is_one_page_however_many_dossiers(filled: Workspace, tmp_path: Path) -> None:
    many = tuple(
        CreateDossier(f"x{n}", f"x{n}", f"又一个名称相当长的辅助诊断软件产品{n}") for n in range(40)
    )
    filled.do(Batch(Text("许多", "many"), many))
    for lang in Lang:
        target = tmp_path / f"{lang.value}.pdf"
        assert write_board(filled, target, on=DAY, lang=lang, replace=False)["pages"] == 1


def test_workbook_draws_charts_of_its_cells(filled: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "b.xlsx"
    write_board(filled, target, on=DAY, lang=Lang.ZH, replace=False)
    with zipfile.ZipFile(target) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 5
        drawn = "".join(archive.read(name).decode() for name in charts)
    assert "'注册进度'!$B$2:$B$4" in drawn
    book = openpyxl.load_workbook(target)
    assert [cell.value for cell in book["注册进度"]["B"]] == ["产品数", 1, 1, 1]
    again = tmp_path / "again.xlsx"
    write_board(filled, again, on=DAY, lang=Lang.ZH, replace=False)
    assert again.read_bytes() == target.read_bytes()


def test_board_without_any_tender_or_end_has_just_the_products(
    ws: Workspace, tmp_path: Path
) -> None:
    outlook = seen(ws).outlook
    assert (outlook.stages, outlook.provinces, outlook.endings) == ((), (), ())
    assert write_board(ws, tmp_path / "b.pdf", on=DAY, lang=Lang.EN, replace=False)["pages"] == 1
    assert write_board(ws, tmp_path / "b.xlsx", on=DAY, lang=Lang.EN, replace=False)["rows"] == 1
