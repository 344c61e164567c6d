"""Results kept with their answers, stamped scans matched to originals, dates written as a calendar."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.service import answering, imports, outcomes
from dossier_app.service.commands import AddRecord, ChangeRecord
from dossier_app.service.workspace import Workspace
from tests.service import bidding as b
from tests.service.test_backfill import REPORT, pdf, scan


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with b.a_workspace(tmp_path) as made:
        b.with_tender(made, b.buyer_file(tmp_path / "招标.xlsx"))
        yield made


def test_a_won_tender_keeps_its_answers_and_they_are_suggested_first(ws: Workspace) -> None:
    b.answer(ws, "4", "提供中文和英文操作界面", deviation="none")
    result = outcomes.Result(
        "won", date(2026, 12, 4), 1, "样例商贸", Decimal("480000"), "技术分最高"
    )
    outcomes.record_result(ws, "d", "T1", result)
    tender = b.whole(ws).tender("T1")
    assert tender is not None
    assert (tender.text("state"), tender.number("rank"), tender.text("winner")) == (
        "won",
        1,
        "样例商贸",
    )
    assert tender.day("challenge_until") == date(2026, 12, 15)
    (kept,) = b.whole(ws).all("past_answer")
    assert kept.flag("won")
    assert kept.text("answer") == "提供中文和英文操作界面"
    rows = answering.match(ws, "d", "T1")
    best = next(row for row in rows if row.requirement.text("number") == "4").offered[0]
    assert best.suggestion.known.kind == "past_answer"
    outcomes.record_result(ws, "d", "T1", outcomes.Result("lost"))
    assert len(b.whole(ws).all("past_answer")) == 1
    assert not b.whole(ws).all("past_answer")[0].flag("won")


def test_scores_are_kept_by_item_and_a_given_up_tender_keeps_no_answers(ws: Workspace) -> None:
    tender = b.whole(ws).tender("T1")
    assert tender is not None
    item = {"tender": tender.id, "group": "技术", "item": "参数", "points": "30"}
    ws.do(AddRecord("d", "score_item", "s1", item))
    b.answer(ws, "4", "提供中文操作界面")
    outcomes.record_result(
        ws, "d", "T1", outcomes.Result("dropped", scores={"s1": Decimal("27.5")})
    )
    assert b.whole(ws).all("score_item")[0].number("achieved") == Decimal("27.5")
    assert b.whole(ws).all("past_answer") == ()
    with pytest.raises(BadInput, match="won"):
        outcomes.record_result(ws, "d", "T1", outcomes.Result("maybe"))
    with pytest.raises(NotFound):
        outcomes.record_result(ws, "d", "T9", outcomes.Result("won"))


def test_the_calendar_is_written_whole_and_not_over_an_existing_file(
    ws: Workspace, tmp_path: Path
) -> None:
    tender = b.whole(ws).tender("T1")
    assert tender is not None
    ws.do(
        ChangeRecord(
            "tender", tender.id, {"deadline": "2026-12-18T09:30+08:00", "state": "preparing"}
        )
    )
    target = tmp_path / "dates.ics"
    events = outcomes.write_calendar(ws, "d", target)
    text = target.read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == len(events) > 1
    with pytest.raises(BadInput):
        outcomes.write_calendar(ws, "d", target)
    outcomes.write_calendar(ws, "d", target, replace=True, tender="T1")
    assert target.read_bytes().decode() == text


def stamped(image: Image.Image) -> Image.Image:
    """Return a page with a small red seal on it, as a scanner gives it back."""
    made = image.convert("RGB")
    draw = ImageDraw.Draw(made)
    draw.ellipse((600, 1000, 680, 1080), outline=(200, 30, 30), width=4)
    return made


def with_papers(ws: Workspace, folder: Path) -> None:
    tender = b.whole(ws).tender("T1")
    assert tender is not None
    one = imports.attach(ws, "d", pdf(folder / "声明.pdf", (scan(1), scan(2))), "other")
    other = imports.attach(ws, "d", pdf(folder / "承诺.pdf", (REPORT[0], scan(3))), "other")
    for key, name, evidence in (("q1", "声明", one), ("q2", "承诺", other)):
        values = {
            "tender": tender.id,
            "name": name,
            "provider": "D",
            "mandatory": True,
            "seal": True,
            "evidence": evidence,
        }
        ws.do(AddRecord("d", "qualification", key, values))


def test_a_stamped_scan_is_matched_to_its_originals_and_ticked(
    ws: Workspace, tmp_path: Path
) -> None:
    with_papers(ws, tmp_path)
    back = pdf(
        tmp_path / "盖章.pdf", (stamped(scan(9)), stamped(scan(1)), stamped(scan(2)), REPORT[0])
    )
    found = outcomes.match_sealed(ws, "d", "T1", back)
    assert [(each.name, each.pages, each.whole) for each in found] == [
        ("声明", (2, 3), True),
        ("承诺", (4,), False),
    ]
    assert outcomes.take_sealed(ws, "d", back, found) is not None
    rows = {row.id: row for row in b.whole(ws).all("qualification")}
    assert rows["q1"].flag("sealed")
    assert rows["q1"].text("sealed_scan")
    assert not rows["q2"].flag("sealed")
    assert found[0].as_json()["whole"] is True


def test_nothing_is_kept_of_a_scan_that_holds_no_document_whole(
    ws: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(BadInput):
        outcomes.match_sealed(ws, "d", "T1", pdf(tmp_path / "x.pdf", (scan(5),)))
    with_papers(ws, tmp_path)
    back = pdf(tmp_path / "其他.pdf", (scan(7),))
    found = outcomes.match_sealed(ws, "d", "T1", back)
    before = len(b.whole(ws).all("evidence"))
    assert outcomes.take_sealed(ws, "d", back, found) is None
    assert len(b.whole(ws).all("evidence")) == before
