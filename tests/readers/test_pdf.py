from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from dossier_app.base.errors import BadInput
from dossier_app.readers.limits import Limits
from dossier_app.readers.pdf import joined, joined_lines
from dossier_app.readers.tender import read_here, read_tender

MakePdf = Callable[[Sequence[object]], Path]


@pytest.fixture
def make_pdf(tmp_path: Path) -> MakePdf:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("p", fontName="STSong-Light", fontSize=11, leading=16, wordWrap="CJK")

    def make(blocks: Sequence[object]) -> Path:
        story = []
        for block in blocks:
            if block is None:
                story.append(PageBreak())
            elif isinstance(block, str):
                story.append(Paragraph(block, style))
            else:
                cells = [[Paragraph(cell, style) if cell else "" for cell in row] for row in block]
                looks = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
                looks += [
                    ("SPAN", (0, at), (-1, at))
                    for at, row in enumerate(block)
                    if row[0] and not any(row[1:])
                ]
                story.append(Table(cells, colWidths=[60, 300, 80][: len(block[0])], style=looks))
        path = tmp_path / "tender.pdf"
        SimpleDocTemplate(str(path)).build(story)
        return path

    return make


def test_tables_and_lines_of_a_pdf(make_pdf: MakePdf) -> None:
    path = make_pdf(
        [
            "某医院采购需求",
            "注：★条款不满足作无效投标处理；▲条款每负偏离一项扣2分。",
            "一、技术要求",
            [
                ["序号", "技术参数要求", "备注"],
                ["一、检出", "", ""],
                [
                    "★1.1",
                    "支持4mm及以上肺结节自动检出，结节检出敏感度≥90%，并给出每个结节所在的肺叶肺段和层面号以便医师复核",
                    "证明",
                ],
                ["1.2", "▲假阳性≤3个/例", ""],
            ],
            "二、商务要求",
            "1. 质保期自验收合格之日起不少于3年，质保期内免费提供同病种的软件升级以及每年不少于两次的现场巡检和全院范围的培训服务",
            "★2. 合同签订后45日内完成安装调试",
        ]
    )
    tender = read_tender(path)
    assert [(row.section, row.number, row.marks, row.kind) for row in tender.requirements] == [
        ("一、检出", "1.1", "★", "technical"),
        ("一、检出", "1.2", "▲", "technical"),
        ("二、商务要求", "1", "", "business"),
        ("二、商务要求", "2", "★", "business"),
    ]
    assert tender.requirements[0].text.endswith("层面号以便医师复核")
    assert tender.requirements[2].text.endswith("全院范围的培训服务")
    assert tender.mark_effects == {"★": "reject", "▲": "-2"}
    assert tender.requirements[0].source.page == "1"
    assert tender.requirements[0].source.cell == "T1R3C2"


def test_table_goes_on_over_a_page_without_its_header(make_pdf: MakePdf) -> None:
    path = make_pdf(
        [
            [["序号", "技术参数要求", "备注"], ["1", "支持检出", ""], ["2", "支持测量，", ""]],
            None,
            [["", "误差不大于10%", ""], ["3", "支持日志", ""]],
        ]
    )
    rows = read_here(path).requirements
    assert [(row.number, row.text) for row in rows] == [
        ("1", "支持检出"),
        ("2", "支持测量，误差不大于10%"),
        ("3", "支持日志"),
    ]
    assert rows[2].source.page == "2"


def test_running_heads_and_page_numbers_are_no_text(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    path = tmp_path / "t.pdf"
    canvas = Canvas(str(path))
    for page in range(1, 5):
        canvas.setFont("STSong-Light", 11)
        canvas.drawString(72, 810, "某医院采购文件")
        canvas.drawString(72, 700, f"{page}. 支持第{page}项功能")
        canvas.drawString(280, 30, f"第 {page} 页 共 4 页")
        canvas.showPage()
    canvas.save()
    assert [row.text for row in read_here(path).requirements] == [
        f"支持第{page}项功能" for page in range(1, 5)
    ]


def test_wrapped_lines_are_joined_as_they_were() -> None:
    assert joined("支持肺结", "节检出") == "支持肺结节检出"
    assert joined("based on", "DICOM") == "based on DICOM"
    assert joined_lines("支持肺结\n节检出\n2、支持\n测量") == "支持肺结节检出\n2、支持测量"


def _refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(BadInput) as caught:
        read_here(path, limits or Limits())
    assert path.name in caught.value.message.zh
    assert path.name in caught.value.message.en
    return caught.value.code


def test_scan_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    Image.new("RGB", (300, 400), "white").save(path)
    assert _refused(path) == "PDF-03"


def test_protected_pdf_is_refused(make_pdf: MakePdf, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(make_pdf(["1. 支持"])) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="a", owner="b"))
    assert _refused(locked) == "PDF-02"


def test_damaged_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing of use")
    assert _refused(path) == "PDF-01"


def test_pages_at_the_limit_are_read_and_one_more_is_refused(make_pdf: MakePdf) -> None:
    path = make_pdf(["1. 支持甲", None, "2. 支持乙"])
    assert len(read_here(path, Limits(pdf_pages=2)).requirements) == 2
    assert _refused(path, Limits(pdf_pages=1)) == "PDF-04"
