from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from dossier_app.base.errors import BadInput
from dossier_app.readers.limits import LIMITS, MB, Limits
from dossier_app.readers.tender import read_here, read_tender

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def _refused(path: Path, limits: Limits = LIMITS) -> BadInput:
    before = path.read_bytes()
    with pytest.raises(BadInput) as caught:
        read_here(path, limits)
    error = caught.value
    for words in (error.message.zh, error.message.en):
        assert path.name in words
        assert error.code in words
    assert path.read_bytes() == before
    return error


def _packed(path: Path, parts: dict[str, bytes | str], *, level: int = 9) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


_WORKBOOK = (
    '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
)


_WORKBOOK_RELS = (
    '<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="r2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)


def _book(path: Path, sheet: str, strings: str = "<sst/>", **more: bytes | str) -> Path:
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "xl/workbook.xml": _WORKBOOK,
        "xl/_rels/workbook.xml.rels": _WORKBOOK_RELS,
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": strings,
    }
    return _packed(path, parts | more)


def _cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _sheet(rows: str, after: str = "") -> str:
    return f"<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>"


_HEAD = f'<row r="1">{_cell("A1", "序号")}{_cell("B1", "技术要求")}</row>'


_ROW = f'<row r="2">{_cell("A2", "1")}{_cell("B2", "支持检出")}</row>'


_SMALL = _sheet(_HEAD + _ROW)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.xlsx", b"", "FILE-01"),
        ("a.xls", _OLE + "Workbook".encode("utf-16-le"), "XL-01"),
        ("a.xlsx", _OLE + "EncryptedPackage".encode("utf-16-le"), "XL-02"),
        ("a.docx", _OLE + "EncryptedPackage".encode("utf-16-le"), "DOC-02"),
        ("a.et", _OLE + "Workbook".encode("utf-16-le"), "XL-03"),
        ("a.wps", _OLE + "WordDocument".encode("utf-16-le"), "DOC-03"),
        ("a.doc", _OLE + "WordDocument".encode("utf-16-le"), "DOC-01"),
        ("renamed.xlsx", _OLE + "WordDocument".encode("utf-16-le"), "DOC-01"),
        ("a.xlsx", b"PK\x03\x04 and then nothing of a zip", "ZIP-01"),
        ("a.xlsx", b"<html><body><table></table></body></html>", "FILE-02"),
        ("a.xlsx", "序号,要求\n".encode("gbk"), "FILE-09"),
        ("a.csv", b"\x89PNG\r\n\x1a\n0000", "FILE-02"),
        ("a.rtf", b"{\\rtf1 text}", "DOC-06"),
        ("a.csv", b"\x00\x01\x02\x03binary", "FILE-02"),
        ("a.csv", b"MZ\x90", "FILE-02"),
        ("a.csv", b"Rar!\x1a\x07", "FILE-02"),
        ("a.csv", b"<?xml version='1.0'?><a/>", "FILE-02"),
        ("a.csv", b"<svg xmlns='x'/>", "FILE-02"),
        ("a.csv", b"0000ftypheic0000", "FILE-02"),
        ("a.csv", b"RIFF0000WEBP", "FILE-02"),
        ("a.csv", b"a,b\n\xff\xff\x81", "CSV-01"),
        ("a.csv", b'a,b\n"never closed,c\n', "CSV-02"),
        ("a.csv", b"\n\n", "FILE-01"),
    ],
)
def test_file_that_is_not_readable_gets_one_clear_sentence(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert _refused(path).code == code


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/workbook.bin": b"x"}, "XL-05"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "XL-06"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "DOC-04"),
        ({"ppt/presentation.xml": "<a/>"}, "FILE-02"),
        ({"readme.txt": "x"}, "FILE-02"),
        ({"xl/other.xml": "<a/>"}, "XL-04"),
        ({"word/other.xml": "<a/>"}, "DOC-05"),
        ({"word/document.xml": "<w:document><w:body/></w:document>"}, "DOC-05"),
        ({"xl/workbook.xml": "<workbook><sheets/></workbook>"}, "XL-04"),
        ({"xl/workbook.xml": "<workbook"}, "XML-02"),
        ({"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>"}, "XML-01"),
        ({"xl/workbook.xml": "<a>" * 201 + "</a>" * 201}, "XML-03"),
    ],
)
def test_packed_file_of_another_kind_is_named(
    tmp_path: Path, parts: dict[str, str], code: str
) -> None:
    assert _refused(_packed(tmp_path / "a.xlsx", parts)).code == code


def test_sound_small_book_is_read(tmp_path: Path) -> None:
    assert [row.text for row in read_here(_book(tmp_path / "a.xlsx", _SMALL)).requirements] == [
        "支持检出"
    ]


def test_truncated_book_is_damaged(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", _SMALL)
    path.write_bytes(path.read_bytes()[:-200])
    assert _refused(path).code == "ZIP-01"


def test_changed_byte_in_a_part_is_damage(tmp_path: Path) -> None:
    path = _packed(tmp_path / "a.xlsx", {"xl/workbook.xml": _WORKBOOK * 40}, level=0)
    content = bytearray(path.read_bytes())
    content[200] ^= 1
    path.write_bytes(bytes(content))
    assert _refused(path).code == "ZIP-01"


@pytest.mark.parametrize(
    ("before", "after"), [(b"PK\x03\x04#!/bin/sh", b""), (b"", b"%PDF-1.7 more")]
)
def test_foreign_content_around_the_book_is_refused(
    tmp_path: Path, before: bytes, after: bytes
) -> None:
    path = _book(tmp_path / "a.xlsx", _SMALL)
    path.write_bytes(before + path.read_bytes() + after)
    assert _refused(path).code == "ZIP-07"


def test_dimension_is_never_trusted(tmp_path: Path) -> None:
    sheet = _SMALL.replace("<sheetData>", '<dimension ref="A1"/><sheetData>')
    assert len(read_here(_book(tmp_path / "a.xlsx", sheet)).requirements) == 1
    sheet = _SMALL.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    assert len(read_here(_book(tmp_path / "b.xlsx", sheet)).requirements) == 1


def test_300000_rows_are_refused_through_the_child(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("大表")
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(1, 300_001))
    del book, sheet
    _packed(
        path,
        {
            "xl/workbook.xml": _WORKBOOK,
            "xl/_rels/workbook.xml.rels": _WORKBOOK_RELS,
            "xl/worksheets/sheet1.xml": _sheet(rows),
        },
    )
    with pytest.raises(BadInput) as caught:
        read_tender(path)
    assert caught.value.code == "XL-07"
    assert "100000" in caught.value.message.zh
    assert "large.xlsx" in caught.value.message.en


def _rows(count: int) -> str:
    return _sheet(
        "".join(f'<row r="{at}">{_cell(f"A{at}", "x")}</row>' for at in range(1, count + 1))
    )


def _wide(count: int) -> str:
    from dossier_app.readers.raw import letters

    return _sheet(
        f'<row r="1">{"".join(_cell(f"{letters(at)}1", "x") for at in range(count))}</row>'
    )


def _merged(count: int) -> str:
    merges = "".join(f'<mergeCell ref="A{at}:B{at}"/>' for at in range(1, count + 1))
    return _sheet(_HEAD + _ROW, f"<mergeCells>{merges}</mergeCells>")


@pytest.mark.parametrize(
    ("make", "limit", "code"),
    [
        (_rows, LIMITS.rows, "XL-07"),
        (_wide, LIMITS.columns, "XL-08"),
        (_merged, LIMITS.merges, "XL-10"),
    ],
)
def test_true_limit_of_the_sheet(tmp_path: Path, make: object, limit: int, code: str) -> None:
    assert callable(make)
    wide = Limits(ratio=10_000)
    read_here(_book(tmp_path / "at.xlsx", make(limit)), wide)
    assert _refused(_book(tmp_path / "beyond.xlsx", make(limit + 1)), wide).code == code


@pytest.mark.parametrize("units", [LIMITS.cell_length, LIMITS.cell_length + 1])
def test_true_limit_of_a_cells_length_counts_utf16(tmp_path: Path, units: int) -> None:
    text = "𠮷" * (units // 2) + "x" * (units % 2)
    inline = _book(tmp_path / "a.xlsx", _sheet(_HEAD + f'<row r="2">{_cell("B2", text)}</row>'))
    shared = _book(
        tmp_path / "b.xlsx",
        _sheet(_HEAD + '<row r="2"><c r="B2" t="s"><v>0</v></c></row>'),
        f"<sst><si><t>{text}</t></si></sst>",
    )
    for path in (inline, shared):
        if units == LIMITS.cell_length:
            assert len(read_here(path).requirements) == 1
        else:
            assert _refused(path).code == "XL-12"


def test_true_limit_of_parts(tmp_path: Path) -> None:
    extra = {f"x{at}": "" for at in range(LIMITS.parts - 6)}
    assert len(read_here(_book(tmp_path / "at.xlsx", _SMALL, **extra)).requirements) == 1
    assert _refused(_book(tmp_path / "beyond.xlsx", _SMALL, **extra, y="")).code == "ZIP-02"


def test_true_limit_of_merged_area(tmp_path: Path) -> None:
    def area(last: int) -> str:
        return _sheet(_HEAD + _ROW, f'<mergeCells><mergeCell ref="A2:A{last}"/></mergeCells>')

    read_here(_book(tmp_path / "at.xlsx", area(LIMITS.merged_cells + 1)))
    assert _refused(_book(tmp_path / "beyond.xlsx", area(LIMITS.merged_cells + 2))).code == "XL-10"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("cells", 4, "XL-09"),
        ("rows", 2, "XL-07"),
        ("columns", 2, "XL-08"),
        ("table_file", None, "FILE-03"),
        ("inflated", None, "ZIP-03"),
        ("part", None, "ZIP-04"),
        ("shared_strings", 2, "XL-11"),
    ],
)
def test_limit_is_read_and_limit_plus_one_is_refused(
    tmp_path: Path, name: str, value: int | None, code: str
) -> None:
    strings = "<sst><si><t>a</t></si><si><t>b</t></si></sst>"
    path = _book(tmp_path / "a.xlsx", _SMALL, strings)
    if value is None:
        with zipfile.ZipFile(path) as archive:
            sizes = [info.file_size for info in archive.infolist()]
        value = {"table_file": path.stat().st_size, "inflated": sum(sizes), "part": max(sizes)}[
            name
        ]
    assert len(read_here(path, Limits(**{name: value})).requirements) == 1
    assert _refused(path, Limits(**{name: value - 1})).code == code


def test_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = _book(tmp_path / "bomb.xlsx", _sheet(f'<row r="1">{_cell("A1", " " * 30 * MB)}</row>'))
    assert path.stat().st_size < MB
    assert _refused(path).code == "ZIP-05"


def test_part_that_lies_about_its_size_is_stopped_while_unpacking(tmp_path: Path) -> None:
    path = _packed(tmp_path / "lie.xlsx", {"xl/workbook.xml": _WORKBOOK + " " * 200_000})
    content = path.read_bytes()
    size = (len(_WORKBOOK) + 200_000).to_bytes(4, "little")
    assert content.count(size) == 2
    path.write_bytes(content.replace(size, (1000).to_bytes(4, "little")))
    assert _refused(path).code in {"ZIP-01", "XML-02"}


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (_sheet(_ROW + _HEAD), "XL-13"),
        (_sheet(f'<row r="1">{_cell("B1", "x")}{_cell("A1", "y")}</row>'), "XL-13"),
        (_sheet(f'<row r="1">{_cell("A1", "x")}{_cell("A1", "y")}</row>'), "XL-13"),
        (_sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), "XL-14"),
        (_sheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'), "XL-14"),
        ("<worksheet><!", "XML-02"),
        (f'<!DOCTYPE w SYSTEM "file:///etc/passwd">{_SMALL}', "XML-01"),
        (_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "XL-08"),
    ],
)
def test_twisted_sheet_is_refused(tmp_path: Path, sheet: str, code: str) -> None:
    assert _refused(_book(tmp_path / "a.xlsx", sheet)).code == code


def test_utf16_part_cannot_hide_a_doctype(tmp_path: Path) -> None:
    sheet = ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a>' + _SMALL).encode("utf-16")
    path = _packed(
        tmp_path / "a.xlsx",
        {
            "xl/workbook.xml": _WORKBOOK,
            "xl/_rels/workbook.xml.rels": _WORKBOOK_RELS,
            "xl/worksheets/sheet1.xml": sheet,
        },
    )
    assert _refused(path).code == "XML-01"


def test_same_part_twice_is_refused(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", _SMALL)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/workbook.xml", _WORKBOOK)
    assert _refused(path).code == "ZIP-06"


def test_odd_cells_are_read_without_harm(tmp_path: Path) -> None:
    rows = (
        '<row r="2"><c r="A2"><v>1E400</v></c><c r="B2" t="str"><f>A1</f><v>支持_x4E2D_</v></c>'
        '<c r="C2" t="b"><v>1</v></c><c r="D2" t="e"><v>#REF!</v></c><c r="E2" t="n"><v>abc</v></c></row>'
        '<row><c><v>0.30000000000000004</v></c><c t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r><rPh><t>no</t></rPh></is></c></row>'
    )
    tender = read_here(_book(tmp_path / "a.xlsx", _sheet(_HEAD + rows)))
    assert [(row.number, row.text) for row in tender.requirements] == [
        ("1E400", "支持中"),
        ("0.3", "富文本"),
    ]
    assert [finding.code for finding in tender.findings] == ["READ-05"]


def test_macros_are_mentioned_and_never_run(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsm", _SMALL, **{"xl/vbaProject.bin": b"x"})
    assert [finding.code for finding in read_here(path).findings] == ["READ-03"]


def test_missing_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        read_tender(tmp_path / "none.xlsx")
    assert caught.value.code == "FILE-04"
