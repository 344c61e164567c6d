"""Documents and evidence files made for the writers' tests."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from dossier_app.base.progress import SILENT
from dossier_app.base.text import Lang
from dossier_app.model.document import (
    Align,
    Attachment,
    Block,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    Look,
    PageRef,
    Pairs,
    Paragraph,
    Row,
    Table,
    Tone,
)
from dossier_app.writers.pdf import PdfFacts, write_pdf


def entry_dates(path: Path) -> set[tuple[int, ...]]:
    """Return the dates of a zip's entries: all alike where no clock went in."""
    with ZipFile(path) as packed:
        return {entry.date_time for entry in packed.infolist()}


LONG = (
    "本产品用于胸部CT平扫影像的肺结节自动检测与测量，层厚1mm，灵敏度≥0.95（95%CI：0.93~0.97），"
    "AMD/1:2020条款适用；每例处理时间≤ 30 s，支持 DICOM 3.0 接口。"
)
COLUMNS = (
    Column("序号", 0.6, Align.CENTRE),
    Column("招标要求", 2.5),
    Column("投标响应", 2.5),
    Column("偏离", 0.8, Align.CENTRE, ("无偏离", "正偏离", "负偏离")),
    Column("页码", 0.7, Align.CENTRE),
)


def pdf_file(path: Path, pages: tuple[tuple[float, float], ...] = ((595.0, 842.0),)) -> Path:
    """Make a small evidence PDF with a sentence and a corner mark on each page."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfgen.canvas import Canvas

    from dossier_app.writers.fonts import register

    register()
    pdfmetrics.getFont("NotoSansSC-Regular")
    canvas = Canvas(str(path), invariant=1)
    for number, size in enumerate(pages, 1):
        canvas.setPageSize(size)
        canvas.setFont("NotoSansSC-Regular", 12)
        canvas.drawString(60, size[1] - 80, f"医疗器械注册证第{number}面")
        canvas.drawString(60, size[1] - 110, "适用范围：用于胸部CT影像的肺结节检测。")
        canvas.showPage()
    canvas.save()
    return path


def table(rows: int, lines: int = 1, anchor: str = "cert") -> Table:
    """Return a deviation table whose answers are `lines` sentences long."""
    made = tuple(
        Row(
            (
                Cell((f"★{number}",)),
                Cell((LONG,)),
                Cell((f"第{number}条：" + LONG * lines,)),
                Cell(("负偏离",), Tone.BAD) if number % 3 == 0 else Cell(("无偏离",), Tone.OK),
                Cell((PageRef(anchor, "注册证"),)) if anchor else Cell(("—",)),
            ),
            anchor=f"row{number}",
            key=f"id-{number}",
        )
        for number in range(1, rows + 1)
    )
    return Table(COLUMNS, made, "表1 技术偏离表", "技术偏离表", "table")


def document(*blocks: Block, look: Look = Look.REPORT, lang: Lang = Lang.ZH) -> Document:
    """Return a document with cover and contents."""
    cover = Cover("肺结节辅助检测软件", "投标支持文件", (("项目编号", "SAMPLE-1"),), "样例")
    return Document("bid", "投标支持文件", lang, blocks, look, cover, "样例项目", "abc123def456")


def whole(sha256: str = "a" * 64) -> Document:
    """Return a document with every kind of block and a merged certificate."""
    return document(
        Heading(1, "一、技术响应"),
        Paragraph(("证书见第 ", PageRef("cert", "注册证"), " 页。" + LONG)),
        Heading(2, "技术偏离表"),
        table(12),
        Pairs((("注册人", ("某某公司（虚构）",)), ("适用范围", (LONG,)))),
        Paragraph(("含一项负偏离。",), Tone.WARNING),
        Heading(1, "二、资格文件"),
        Attachment(sha256, "医疗器械注册证", "application/pdf", "cert"),
    )


def written(source: Document, target: Path, files: dict[str, Path] | None = None) -> PdfFacts:
    """Write `source` as PDF with evidence from `files`."""
    return write_pdf(source, target, files=(files or {}).__getitem__, progress=SILENT)
