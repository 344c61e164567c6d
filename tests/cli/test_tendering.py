"""Tender commands show differences, change nothing without `--apply`, and write once with it."""

import json

import pytest

from dossier_app.service.workspace import Workspace
from tests.cli.conftest import content
from tests.service.bidding import ROWS, a_workspace, answer, buyer_file, with_tender


@pytest.fixture
def own(tmp_path):
    """A closed workspace with the dossier `d`, its figures and a tender with one answer."""
    with a_workspace(tmp_path) as ws:
        with_tender(ws, buyer_file(tmp_path / "招标.xlsx"))
        answer(ws, "4", "提供中文操作界面")
    return tmp_path / "workspace"


def responses(cli, own):
    return cli("dump", "d", "--data", own).json["records"].get("response", [])


def test_fill_shows_and_only_applies_when_asked(cli, own):
    before = content(own)
    shown = cli("tender", "fill", "d", "T1", "--data", own, "--json")
    assert (shown.exit, shown.json["applied"]) == (0, False)
    assert shown.json["filled"]
    assert content(own) == before
    done = cli("tender", "fill", "d", "T1", "--apply", "--data", own, "--json")
    assert (done.exit, done.json["applied"]) == (0, True)
    assert len(responses(cli, own)) > 1
    again = cli("tender", "fill", "d", "T1", "--apply", "--data", own, "--json")
    assert again.json["filled"] == []
    assert again.json["applied"] is False
    assert cli("undo", "d", "--data", own).exit == 0
    assert len(responses(cli, own)) == 1
    assert cli("tender", "fill", "d", "T1", "--data", own).out.strip()


def test_reread_keeps_answers_and_shows_before(cli, own, tmp_path):
    rows = [*ROWS[:2], ("3", "", "单例处理时间≤30秒"), *ROWS[3:]]
    file = buyer_file(tmp_path / "澄清.xlsx", rows)
    before = content(own)
    shown = cli("tender", "reread", "d", "T1", file, "--data", own, "--json").json
    assert (shown["applied"], shown["counts"]["changed"]) == (False, 1)
    assert content(own) == before
    assert "changed\t1" in cli("tender", "reread", "d", "T1", file, "--data", own).out
    done = cli("tender", "reread", "d", "T1", file, "--apply", "--data", own, "--json").json
    assert done["applied"] is True
    assert [row["text"] for row in responses(cli, own)] == ["提供中文操作界面"]
    same = cli("tender", "reread", "d", "T1", file, "--apply", "--data", own, "--json").json
    assert (same["applied"], same["rows"]) == (False, [])
    other = buyer_file(tmp_path / "b.xlsx", rows, {"项目名称": "别的", "项目编号": "X-9"})
    assert cli("tender", "reread", "d", "T1", other, "--data", own).exit == 3
    more = ("--other-project", "--data", own)
    assert cli("tender", "reread", "d", "T1", other, *more).exit == 0


def test_match_suggests_and_takes_what_is_named(cli, own):
    before = content(own)
    rows = cli("tender", "match", "d", "T1", "--data", own, "--json").json["rows"]
    assert [row["number"] for row in rows] == ["1", "2", "3", "4", "5"]
    passing = next(r for r in rows if any(s["passes"] for s in r["suggestions"]))
    first = next(n for n, s in enumerate(passing["suggestions"], 1) if s["passes"])
    assert {"score", "source"} <= set(passing["suggestions"][0])
    assert cli("tender", "match", "d", "T1", "--data", own).out.strip()
    words = ("tender", "match", "d", "T1", "--take", f"{passing['number']}={first}", "--data", own)
    plan = cli(*words, "--json").json
    assert (plan["applied"], len(plan["filled"]) + len(plan["left"])) == (False, 1)
    assert content(own) == before
    done = cli(*words, "--apply", "--json").json
    assert done["applied"] is bool(done["filled"])
    assert (content(own) != before) is done["applied"]


@pytest.mark.parametrize(
    ("more", "code"),
    [(("--apply",), 3), (("--take", "1=x"), 3), (("--take", "1=0"), 3), (("--take", "99"), 4)],
)
def test_match_refuses_what_it_cannot_take(cli, own, more, code):
    before = content(own)
    found = cli("tender", "match", "d", "T1", *more, "--data", own, "--json")
    assert (found.exit, found.error["exit"]) == (code, code)
    assert content(own) == before


def test_an_unknown_tender_is_not_found(cli, own, tmp_path):
    file = buyer_file(tmp_path / "x.xlsx")
    for words in (("fill",), ("match",), ("match", "--take", "1")):
        name, *more = words
        found = cli("tender", name, "d", "T9", *more, "--data", own, "--json")
        assert found.exit == 4, words
    for name in ("reread", "roundtrip", "backfill"):
        assert cli("tender", name, "d", "T9", file, "--data", own, "--json").exit == 4, name


def test_a_table_goes_out_is_edited_and_comes_back(cli, own, tmp_path):
    from openpyxl import load_workbook

    target = tmp_path / "表.xlsx"
    made = cli(
        "export", "d", "--what", "tender-pack", "--tender", "T1", "--draft", "--out", target,
        "--data", own,
    )  # fmt: skip
    assert made.exit == 0, made.err
    words = ("tender", "roundtrip", "d", "T1", target, "--data", own)
    assert cli(*words, "--json").json["cells"] == []
    assert cli(*words, "--apply", "--json").json["applied"] is False
    book = load_workbook(target)
    cell = next(
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == "提供中文操作界面" and cell.row > 1 and "响应" in _head(sheet, cell)
    )
    cell.value = "提供中英文操作界面"
    book.save(target)
    before = content(own)
    shown = cli(*words, "--json").json
    assert [each["new"] for each in shown["cells"]] == ["提供中英文操作界面"]
    assert content(own) == before
    assert "→" in cli(*words).out
    assert cli(*words, "--apply", "--json").json["applied"] is True
    assert [row["text"] for row in responses(cli, own)] == ["提供中英文操作界面"]
    assert cli("tender", "roundtrip", "d", "T1", tmp_path / "招标.xlsx", "--data", own).exit == 3


def _head(sheet, cell):
    heads = [sheet.cell(row, cell.column).value for row in range(1, cell.row)]
    return " ".join(str(each) for each in heads if each)


def test_the_bidders_pdf_gives_the_pages(cli, data, tmp_path):
    key = next(
        row["key"]
        for row in cli("list", "--data", data, "--json").json
        if cli("dump", row["key"], "--data", data).json["records"].get("link")
        and cli("dump", row["key"], "--data", data).json["records"].get("tender")
    )
    bid = tmp_path / "bid.pdf"
    words = ("--what", "tender-pack", "--tender", "T1", "--draft", "--out", bid, "--data", data)
    assert cli("export", key, *words).exit == 0
    before = content(data)
    shown = cli("tender", "backfill", key, "T1", bid, "--data", data, "--json")
    assert shown.exit == 0, shown.err
    assert shown.json["found"]
    assert content(data) == before
    assert cli("tender", "backfill", key, "T1", bid, "--apply", "--data", data).out.strip()
    links = cli("dump", key, "--data", data).json["records"]["link"]
    assert any(row.get("bidder_pages") for row in links)


def test_internal_papers_and_drafts_go_out_beside_a_writer(cli, own, tmp_path):
    with Workspace.open(own):
        before = content(own)
        words = ("--out", tmp_path / "m.pdf", "--data", own, "--json")
        made = cli("export", "d", "--what", "completeness", *words)
        assert json.loads(made.out)["state"] == "complete"
        draft = ("--draft", "--out", tmp_path / "f.pdf", "--data", own)
        assert cli("export", "d", "--what", "first-business", *draft).exit == 0
        real = ("--out", tmp_path / "g.pdf", "--data", own, "--json")
        assert cli("export", "d", "--what", "first-business", *real).exit == 5
        assert content(own) == before
    assert not (tmp_path / "g.pdf").exists()
