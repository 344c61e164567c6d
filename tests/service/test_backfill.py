"""The bidder's own PDF searched for each evidence page: text, scans, pictures; what is not there is named."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from dossier_app.base.errors import BadInput, Cancelled
from dossier_app.base.paths import resources
from dossier_app.base.progress import SILENT
from dossier_app.base.text import Lang, Text
from dossier_app.model.builders.brief import Brief
from dossier_app.model.builders.tables import bidder_pages
from dossier_app.model.builders.tender import tender_pack
from dossier_app.service import imports, queries
from dossier_app.service.backfill import Backfill, apply_backfill, backfill
from dossier_app.service.commands import AddRecord, ChangeRecord, Confirm, EraseEvidence
from dossier_app.service.queries import confirmations
from dossier_app.service.workspace import Workspace
from dossier_app.writers.pdf import write_pdf
from tests.service import bidding as b

REPORT = (
    "检验报告首页：样品名称肺结节CT影像辅助检测软件，型号规格LN-1，委托单位样例智影医疗科技有限公司，检验类别为委托检验。",
    "检验结论：经对所列全部性能指标逐项检验，肺结节检出敏感度为百分之九十三点一，特异度为百分之八十六点四，均符合要求。",
    "检验设备清单：影像存储服务器一台，图形工作站一台，已校准计时器一只，环境温度二十三摄氏度，相对湿度百分之四十五。",
)


def pdf(path: Path, pages: tuple[str | Image.Image, ...]) -> Path:
    """Draw one page a text or picture; texts in lines of twenty characters, a picture fills its page."""
    face = next((resources() / "fonts").glob("*Regular*.ttf"))
    pdfmetrics.registerFont(TTFont("face", face))
    canvas = Canvas(str(path), pagesize=(595, 842))
    for page in pages:
        if isinstance(page, str):
            canvas.setFont("face", 14)
            for at in range(0, len(page), 20):
                canvas.drawString(60, 760 - at * 1.2, page[at : at + 20])
        else:
            canvas.drawImage(ImageReader(page), 30, 40, 535, 757)
        canvas.showPage()
    canvas.save()
    return path


def scan(seed: int) -> Image.Image:
    """Return a picture that looks like a scanned form: lines and boxes at places of its own."""
    random, image = Random(seed), Image.new("L", (800, 1132), 245)  # noqa: S311 - a drawing
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = random.randrange(60, 600), random.randrange(60, 1050)
        draw.rectangle((x, y, x + random.randrange(30, 180), y + random.randrange(8, 40)), fill=60)
    return image


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with b.a_workspace(tmp_path) as workspace:
        b.with_tender(workspace, b.buyer_file(tmp_path / "first.xlsx"))
        for number in ("1", "2", "3", "4"):
            b.answer(workspace, number, f"答复{number}")
        yield workspace


def linked(ws: Workspace, path: Path, number: str, pages: str = "") -> str:
    """Attach a file, link it with the answer of a clause, return the link's id."""
    record = imports.attach(ws, "d", path, "test_report")
    ws.do(ChangeRecord("evidence", record, {"disclosure": "tender"}))
    link = f"l{number}-{len(b.whole(ws).all('link'))}"
    values = {"evidence": record, "target_kind": "response", "target": f"a{number}"}
    ws.do(AddRecord("d", "link", link, values | ({"pages": pages} if pages else {})))
    return link


def assembled(path: Path, *parts: Path) -> Path:
    """Join PDFs as a bidder does."""
    with pikepdf.new() as bid:
        for part in parts:
            with pikepdf.open(part) as source:
                bid.pages.extend(source.pages)
        bid.save(path)
    return path


def own_pack(ws: Workspace, path: Path) -> Path:
    """Write the bid support file with its merged evidence."""
    found = b.whole(ws)
    brief = Brief(found, queries.judged_date(ws, found.heading), Lang.ZH, found.tender("T1"))
    write_pdf(
        tender_pack(brief).bid,
        path,
        files=lambda sha: queries.evidence_path(ws, sha),
        progress=SILENT,
    )
    return path


def said(plan: Backfill) -> dict[tuple[str, int], int]:
    return {(each.link, each.page): each.match.page for each in plan.found}


def test_text_scans_and_pictures_are_found_in_an_assembled_bid(
    ws: Workspace, tmp_path: Path
) -> None:
    report = linked(ws, pdf(tmp_path / "report.pdf", REPORT), "1", "2-3")
    scanned = linked(ws, pdf(tmp_path / "scan.pdf", (scan(1), scan(2))), "2", "2")
    scan(3).save(tmp_path / "shot.png")
    picture = linked(ws, tmp_path / "shot.png", "3")
    cover = pdf(tmp_path / "cover.pdf", ("投标文件封面", "目录", scan(9)))
    bid = assembled(tmp_path / "bid.pdf", cover, own_pack(ws, tmp_path / "pack.pdf"))
    plan = backfill(ws, "d", "T1", bid)
    with pikepdf.open(bid) as whole:
        last = len(whole.pages)
    assert plan.bid_pages == last
    assert said(plan) == {
        (report, 2): last - 4,
        (report, 3): last - 3,
        (scanned, 2): last - 1,
        (picture, 1): last,
    }
    assert plan.missing == ()
    assert {each.match.how for each in plan.found} == {"text", "picture"}
    assert plan.pages == {
        report: f"{last - 4}-{last - 3}",
        scanned: f"{last - 1}",
        picture: f"{last}",
    }
    apply_backfill(ws, plan)
    assert bidder_pages(b.whole(ws).all("link")[:1]) == f"{last - 4}-{last - 3}"
    json.dumps(plan.as_json())


def test_a_compressed_and_turned_scan_is_still_found(ws: Workspace, tmp_path: Path) -> None:
    link = linked(ws, pdf(tmp_path / "scan.pdf", (scan(1),)), "1")
    stored = BytesIO()
    scan(1).resize((500, 708)).rotate(90, expand=True).save(stored, "JPEG", quality=40)
    again = Image.open(stored)
    bid = pdf(tmp_path / "bid.pdf", (scan(5), scan(6), again, REPORT[0]))
    plan = backfill(ws, "d", "T1", bid)
    assert said(plan) == {(link, 1): 3}
    assert (plan.found[0].match.how, plan.found[0].match.also) == ("picture", ())


def test_a_whole_file_is_asked_for_where_a_link_names_no_page(
    ws: Workspace, tmp_path: Path
) -> None:
    link = linked(ws, pdf(tmp_path / "report.pdf", REPORT), "1")
    bid = pdf(tmp_path / "bid.pdf", ("封面", REPORT[0], REPORT[2], "尾页", REPORT[1]))
    plan = backfill(ws, "d", "T1", bid)
    assert plan.pages == {link: "2-3、5"}


def test_a_page_that_stands_twice_is_taken_where_its_file_goes_on(
    ws: Workspace, tmp_path: Path
) -> None:
    link = linked(ws, pdf(tmp_path / "report.pdf", REPORT[:2]), "1")
    bid = pdf(tmp_path / "bid.pdf", (REPORT[1], "封面", REPORT[0], REPORT[1]))
    plan = backfill(ws, "d", "T1", bid)
    assert said(plan) == {(link, 1): 3, (link, 2): 4}
    assert plan.found[1].match.also == (1,)


def test_what_is_not_there_is_named_with_its_reason(ws: Workspace, tmp_path: Path) -> None:
    lost = linked(ws, pdf(tmp_path / "report.pdf", REPORT), "1", "1, 9")
    blank = linked(ws, pdf(tmp_path / "blank.pdf", ("空",)), "2")
    (tmp_path / "notes.txt").write_text("文字", encoding="utf-8")
    text = linked(ws, tmp_path / "notes.txt", "3")
    erased = linked(ws, pdf(tmp_path / "erased.pdf", (REPORT[2],)), "4")
    found = b.whole(ws)
    gone = next(e for e in found.all("evidence") if e.text("title") == "erased")
    ws.do(EraseEvidence(gone.text("sha256"), "含患者信息", "张工"))
    plan = backfill(ws, "d", "T1", pdf(tmp_path / "bid.pdf", ("封面", REPORT[1])))
    reasons = {(each.link, each.page): each.why.zh for each in plan.missing}
    assert reasons[lost, 1] == "投标文件中没有找到这一页"
    assert reasons[lost, 9] == "证据文件没有这一页"
    assert "没有可比对" in reasons[blank, 1]
    assert "不是分页文件" in reasons[text, 0]
    assert "缺失" in reasons[erased, 0]
    assert plan.found == ()
    ws.do(ChangeRecord("link", lost, {"bidder_pages": "7"}))
    apply_backfill(ws, backfill(ws, "d", "T1", tmp_path / "bid.pdf"))
    assert b.whole(ws).all("link")[0].text("bidder_pages") == ""
    json.dumps(plan.as_json())


def test_a_file_damaged_in_the_store_is_named_and_looked_at_once(
    ws: Workspace, tmp_path: Path
) -> None:
    paper = pdf(tmp_path / "report.pdf", REPORT[:2])
    linked(ws, paper, "1", "1")
    record = b.whole(ws).all("evidence")[0]
    values = {"evidence": record.id, "target_kind": "response", "target": "a2", "pages": "2"}
    ws.do(AddRecord("d", "link", "second", values))
    stored = queries.evidence_path(ws, record.text("sha256"))
    stored.chmod(0o644)
    stored.write_bytes(b"%PDF-1.7 torn")
    plan = backfill(ws, "d", "T1", pdf(tmp_path / "bid.pdf", REPORT))
    assert len(plan.missing) == 2
    assert all("已损坏" in each.why.zh for each in plan.missing)


def test_filling_pages_in_leaves_confirmations_as_they_are(ws: Workspace, tmp_path: Path) -> None:
    link = linked(ws, pdf(tmp_path / "report.pdf", REPORT[:1]), "1")
    ws.do(Confirm("d", f"link:{link}", "张工", "reviewed"))
    apply_backfill(ws, backfill(ws, "d", "T1", pdf(tmp_path / "bid.pdf", REPORT)))
    assert b.whole(ws).all("link")[0].text("bidder_pages") == "1"
    assert [stale for _, stale in confirmations(ws, "d")] == [False]


def test_no_pdf_no_links_and_old_plans_are_refused(ws: Workspace, tmp_path: Path) -> None:
    bid = pdf(tmp_path / "bid.pdf", REPORT)
    with pytest.raises(BadInput) as caught:
        backfill(ws, "d", "T1", bid)
    assert caught.value.code == "BACKFILL-NO-LINKS"
    link = linked(ws, pdf(tmp_path / "report.pdf", REPORT[:1]), "1")
    with pytest.raises(BadInput) as caught:
        backfill(ws, "d", "T1", tmp_path / "first.xlsx")
    assert caught.value.code == "BACKFILL-NO-PDF"
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(BadInput):
        backfill(ws, "d", "T1", tmp_path / "broken.pdf")
    plan = backfill(ws, "d", "T1", bid)
    ws.do(ChangeRecord("link", link, {"pages": "1"}))
    with pytest.raises(BadInput) as caught:
        apply_backfill(ws, plan)
    assert caught.value.code == "PLAN-OLD"


def test_searching_can_be_cancelled(ws: Workspace, tmp_path: Path) -> None:
    linked(ws, pdf(tmp_path / "report.pdf", REPORT[:1]), "1")

    class Stop:
        def step(self, done: int, total: int, what: Text | None = None) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        backfill(ws, "d", "T1", pdf(tmp_path / "bid.pdf", REPORT), progress=Stop())
