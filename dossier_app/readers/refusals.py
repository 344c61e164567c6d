"""Why a foreign file was not read: one bilingual sentence a code, naming file, finding and remedy."""

from __future__ import annotations

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text, same

_KEPT = Text("未存入任何内容。", "Nothing was stored.")
_RESAVE_XLSX = Text(
    "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。",
    "Open it in Excel or WPS, save it as .xlsx and import that.",
)
_RESAVE_DOCX = Text(
    "请用 Word 或 WPS 打开后另存为 .docx 再导入。",
    "Open it in Word or WPS, save it as .docx and import that.",
)
_SPLIT = Text(
    "请删去无关内容或拆成几个文件后再导入。",
    "Remove what is not needed or split it into several files, then import them.",
)
_AGAIN = Text(
    "请向提供方重新索取完整文件，或打开后另存一份再导入。",
    "Ask for a complete copy, or open it and save it anew, then import that.",
)
_UNLOCK = Text(
    "请在原程序中输入密码打开，取消密码后另存再导入。",
    "Open it with its password, remove the password, save it and import that.",
)

_REASONS: dict[str, tuple[Text, Text]] = {
    "FILE-01": (Text("文件是空的（0 字节）", "the file is empty (0 bytes)"), _AGAIN),
    "FILE-02": (
        Text("内容是{kind}，不是可以读取的表格或文档", "its content is {kind}, not a table or document that can be read"),
        Text(
            "请另存为 .xlsx、.docx、.csv 或含文字的 .pdf 再导入。",
            "Save it as .xlsx, .docx, .csv or a PDF with text and import that.",
        ),
    ),
    "FILE-03": (Text("文件有 {found} MB，上限为 {limit} MB", "the file has {found} MB; the limit is {limit} MB"), _SPLIT),
    "FILE-04": (
        Text("文件打不开：{why}", "the file cannot be opened: {why}"),
        Text("请确认文件存在、有读取权限且未被占用。", "Check that it exists, may be read and is not in use."),
    ),
    "FILE-05": (Text("读取它所需的内存超过上限", "reading it takes more memory than allowed"), _SPLIT),
    "FILE-06": (Text("读取超过时限仍未完成", "reading it did not end within the time allowed"), _SPLIT),
    "FILE-07": (Text("内容已损坏，读取中断", "its content is damaged; reading it broke off"), _AGAIN),
    "FILE-08": (Text("读出的文字超过 {limit} MB", "the text in it exceeds {limit} MB"), _SPLIT),
    "FILE-09": (
        Text("扩展名是 {suffix}，内容却是{kind}", "it is named {suffix} but its content is {kind}"),
        Text("请改成与内容相符的扩展名，或另存为所需格式再导入。", "Name it as what it is, or save it in the wanted form, then import it."),
    ),
    "ZIP-01": (Text("压缩结构已损坏", "its packed structure is damaged"), _AGAIN),
    "ZIP-02": (Text("包内有 {found} 个部件，上限为 {limit} 个", "it packs {found} parts; the limit is {limit}"), _AGAIN),
    "ZIP-03": (
        Text("解压后总量超过 {limit} MB，疑似压缩炸弹", "it unpacks to more than {limit} MB, as a zip bomb does"),
        _SPLIT,
    ),
    "ZIP-04": (
        Text("部件 {part} 解压后超过 {limit} MB", "its part {part} unpacks to more than {limit} MB"),
        _SPLIT,
    ),
    "ZIP-05": (
        Text("部件 {part} 的压缩比超过 {limit}:1，疑似压缩炸弹", "its part {part} is packed more than {limit}:1, as a zip bomb is"),
        _AGAIN,
    ),
    "ZIP-06": (Text("部件 {part} 重复出现", "its part {part} stands in it twice"), _AGAIN),
    "ZIP-07": (Text("文件前后附有不属于它的内容", "foreign content is put before or behind it"), _AGAIN),
    "XML-01": (
        Text("部件 {part} 含有 DOCTYPE 声明，正常的办公文件没有", "its part {part} declares a DOCTYPE, which no office file does"),
        _AGAIN,
    ),
    "XML-02": (Text("部件 {part} 不是完好的 XML", "its part {part} is not sound XML"), _AGAIN),
    "XML-03": (Text("部件 {part} 嵌套超过 {limit} 层", "its part {part} nests deeper than {limit} levels"), _AGAIN),
    "XL-01": (Text("它是旧版 Excel 工作簿（.xls）", "it is a workbook of the old kind (.xls)"), _RESAVE_XLSX),
    "XL-02": (Text("它有打开密码", "it is protected by a password"), _UNLOCK),
    "XL-03": (Text("它是 WPS 表格（.et）", "it is a WPS spreadsheet (.et)"), _RESAVE_XLSX),
    "XL-04": (Text("其中没有可读的工作表", "it holds no readable sheet"), _RESAVE_XLSX),
    "XL-05": (Text("它是二进制工作簿（.xlsb）", "it is a binary workbook (.xlsb)"), _RESAVE_XLSX),
    "XL-06": (Text("它是 OpenDocument 表格（.ods）", "it is an OpenDocument sheet (.ods)"), _RESAVE_XLSX),
    "XL-07": (
        Text("{where}超过 {limit} 行", "{where} has more than {limit} rows"),
        _SPLIT,
    ),
    "XL-08": (Text("{where}超过 {limit} 列", "{where} has more than {limit} columns"), _SPLIT),
    "XL-09": (Text("单元格超过 {limit} 个", "it has more than {limit} cells"), _SPLIT),
    "XL-10": (Text("{where}的合并区域超过上限 {limit}", "{where} merges more than the allowed {limit}"), _SPLIT),
    "XL-11": (Text("共享字符串超过 {limit} 条", "it has more than {limit} shared strings"), _SPLIT),
    "XL-12": (
        Text("{where}的文字超过 {limit} 个字符", "{where} holds more than {limit} characters"),
        _SPLIT,
    ),
    "XL-13": (Text("{where}的行或单元格重复或次序颠倒", "{where} repeats rows or cells or has them out of order"), _RESAVE_XLSX),
    "XL-14": (Text("{where}指向不存在的共享字符串", "{where} points at a shared string that is not there"), _RESAVE_XLSX),
    "XL-15": (Text("所有工作表都是空的", "all its sheets are empty"), _AGAIN),
    "XL-16": (
        Text("{where}", "{where}"),
        Text("请在 Excel 或 WPS 中打开并保存一次再导入。", "Open it in Excel or WPS, save it and import that."),
    ),
    "DOC-01": (Text("它是旧版 Word 文档（.doc）", "it is a document of the old kind (.doc)"), _RESAVE_DOCX),
    "DOC-02": (Text("它有打开密码", "it is protected by a password"), _UNLOCK),
    "DOC-03": (Text("它是 WPS 文字（.wps）", "it is a WPS document (.wps)"), _RESAVE_DOCX),
    "DOC-04": (Text("它是 OpenDocument 文档（.odt）", "it is an OpenDocument text (.odt)"), _RESAVE_DOCX),
    "DOC-05": (Text("其中没有正文", "it holds no text"), _AGAIN),
    "DOC-06": (Text("它是 RTF 文档", "it is an RTF document"), _RESAVE_DOCX),
    "PDF-01": (Text("PDF 已损坏，无法读取", "the PDF is damaged and cannot be read"), _AGAIN),
    "PDF-02": (Text("PDF 有打开密码", "the PDF is protected by a password"), _UNLOCK),
    "PDF-03": (
        Text("PDF 是扫描件，没有可读的文字（本程序不做文字识别）", "the PDF is a scan without text (this program does no text recognition)"),
        Text(
            "请索取电子版，或用识别软件转成 .docx、.xlsx；也可把条款粘贴进来。",
            "Ask for the electronic form, or turn it into .docx or .xlsx with recognition software; rows can also be pasted.",
        ),
    ),
    "PDF-04": (Text("PDF 有 {found} 页，上限为 {limit} 页", "the PDF has {found} pages; the limit is {limit}"), _SPLIT),
    "PDF-05": (Text("PDF 有 {found} 次改版，上限为 {limit} 次", "the PDF has {found} revisions; the limit is {limit}"), _AGAIN),
    "PDF-06": (
        Text("第 {page} 页内容解压后超过 {limit} MB", "page {page} unpacks to more than {limit} MB"),
        _AGAIN,
    ),
    "PDF-07": (Text("PDF 不完整，结尾缺失（可能没有下载完）", "the PDF breaks off before its end (perhaps the download did)"), _AGAIN),
    "CSV-01": (
        Text("文字编码无法识别（试过 UTF-8、UTF-16、GB18030）", "its text encoding is not known (UTF-8, UTF-16 and GB18030 were tried)"),
        Text("请另存为 UTF-8 编码的 CSV 或 .xlsx 再导入。", "Save it as CSV in UTF-8 or as .xlsx and import that."),
    ),
    "CSV-02": (Text("第 {row} 行的引号没有配对", "a quotation mark in row {row} is not closed"), _RESAVE_XLSX),
    "CASE-01": (
        Text("只有表头，没有病例", "it has a head but no cases"),
        Text("请确认第一行是列名，其下每行一例。", "See that the first row names the columns and that cases stand below."),
    ),
    "IMG-01": (Text("图片已损坏，无法完整解码", "the picture is damaged and cannot be decoded to its end"), _AGAIN),
    "IMG-02": (Text("图片超过 {limit} 像素", "the picture has more than {limit} pixels"), _SPLIT),
    "IMG-03": (Text("图片的边长超过 {limit} 像素", "a side of the picture exceeds {limit} pixels"), _SPLIT),
    "IMG-04": (Text("图片超过 {limit} 帧", "the picture has more than {limit} frames"), _SPLIT),
    "IMG-05": (
        Text("它是{kind}，不能作为证明材料图片", "it is {kind}, which cannot serve as evidence picture"),
        Text("请转成 PDF、PNG、JPEG 或 TIFF 再附上。", "Turn it into PDF, PNG, JPEG or TIFF and attach that."),
    ),
}  # fmt: skip

CODES = frozenset(_REASONS)


def refusal(code: str, name: str, **parts: object) -> BadInput:
    """Return the error for `code` about the file called `name`: what was found, that nothing was stored, what to do."""
    found, remedy = _REASONS[code]
    pattern = Text(
        "文件“{name}”：{found}。{kept}{remedy}（{code}）",
        'File "{name}": {found}. {kept} {remedy} ({code})',
    )
    said = pattern.format(
        name=same(_short(name)), found=found.format(**parts), kept=_KEPT, remedy=remedy, code=code
    )
    return BadInput(said, place=_short(name), code=code)


def _short(name: str) -> str:
    shown = "".join(letter if letter.isprintable() else "�" for letter in name)
    return shown if len(shown) <= 200 else shown[:199] + "…"
