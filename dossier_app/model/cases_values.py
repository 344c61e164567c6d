"""How the cells of a case list are read: mixed ways of writing come out as one word, or the cell is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from unicodedata import normalize

from dossier_app.base.text import Text
from dossier_app.model.cases import CaseColumn

LONGEST_WORD = 80
_OLDEST = 120
_FIRST_YEAR = 1980
_MALE = frozenset(["男", "男性", "m", "male", "man", "1"])
_FEMALE = frozenset(["女", "女性", "f", "female", "woman", "2"])
_UNKNOWN = frozenset(
    ["未知", "不详", "未说明", "其他", "u", "unknown", "o", "other", "9", "n/a", "na", "-", "无"]
)
_POSITIVE = frozenset(
    [
        "阳性",
        "阳",
        "有",
        "异常",
        "病变",
        "患病",
        "positive",
        "pos",
        "p",
        "yes",
        "y",
        "true",
        "1",
        "+",
        "abnormal",
        "diseased",
    ]
)
_NEGATIVE = frozenset(
    [
        "阴性",
        "阴",
        "无",
        "正常",
        "健康",
        "negative",
        "neg",
        "n",
        "no",
        "false",
        "0",
        "-",
        "normal",
        "healthy",
    ]
)
_AGE = re.compile(
    r"0*(\d{1,3})(?:\.\d+)?\s*(岁|y|years?|月|个月|m|months?|周|w|weeks?|天|日|d|days?)?"
)
_PER_YEAR = {"月": 12, "个": 12, "m": 12, "周": 52, "w": 52, "天": 365, "日": 365, "d": 365}
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(\d{1,2})\s*日?|月)?(?:[ T]\d.*)?")
_PLAIN_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?(?:\.\d+)?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_NUMBER = re.compile(r"(\d{1,6}(?:\.\d+)?|\d{1,3},\d{1,2})\s*(mm|毫米|cm|厘米|kvp?|千伏|ma|毫安)?")
_EXCEL_START = date(1899, 12, 30)
_EXCEL_LATEST = 80_000
_BOUNDS = {
    CaseColumn.SIZE: (Decimal(0), Decimal(500)),
    CaseColumn.SLICE: (Decimal("0.05"), Decimal(50)),
    CaseColumn.KV: (Decimal(10), Decimal(300)),
    CaseColumn.MA: (Decimal(1), Decimal(3000)),
}
_UNITS = {
    CaseColumn.SIZE: ("mm", "毫米", "cm", "厘米"),
    CaseColumn.SLICE: ("mm", "毫米", "cm", "厘米"),
    CaseColumn.KV: ("kv", "kvp", "千伏"),
    CaseColumn.MA: ("ma", "毫安"),
}
_MAKERS = {
    "联影 United Imaging": "联影|united imaging|uih|shanghai united",
    "西门子 Siemens": "西门子|siemens",
    "GE": r"通用电气|\bge\b|general electric",
    "飞利浦 Philips": "飞利浦|philips",
    "佳能 Canon": "佳能|东芝|canon|toshiba",
    "东软 Neusoft": "东软|neusoft",
    "日立 Hitachi": "日立|hitachi",
    "富士 Fujifilm": "富士|fuji",
    "明峰 MinFound": "明峰|minfound",
    "赛诺威盛 Sinovision": "赛诺威盛|sinovision",
    "安科 Anke": "安科|anke",
    "康达 Kangda": "康达|kangda",
    "迈瑞 Mindray": "迈瑞|mindray",
    "开立 SonoScape": "开立|sonoscape",
    "三星 Samsung": "三星|samsung",
}
_MAKER_WORDS = {name: re.compile(words, re.IGNORECASE) for name, words in _MAKERS.items()}


def reader_of(column: CaseColumn, today: date) -> Callable[[str], str]:
    """Return what turns a filled cell of this column into its word; that raises ValueError for a bad cell."""
    match column:
        case CaseColumn.SEX:
            return _sex
        case CaseColumn.AGE:
            return _age
        case CaseColumn.DATE:
            return lambda raw: _month(raw, today)
        case CaseColumn.LABEL:
            return _label
        case CaseColumn.MAKER:
            return _maker
        case CaseColumn.SIZE | CaseColumn.SLICE | CaseColumn.KV | CaseColumn.MA:
            return lambda raw: _figure(raw, column)
        case _:
            return _word


def makers_in(text: str) -> tuple[str, ...]:
    """Return the makers that a text names, each by its one name."""
    return tuple(name for name, words in _MAKER_WORDS.items() if words.search(text))


def expected(column: CaseColumn) -> Text:
    """Return what a cell of this column should look like."""
    return _EXPECTED.get(column, _EXPECTED_WORD)


def _sex(raw: str) -> str:
    word = normalize("NFKC", raw).casefold().rstrip("性") or raw
    if word in _MALE:
        return "M"
    if word in _FEMALE:
        return "F"
    if word in _UNKNOWN:
        return "unknown"
    raise ValueError(raw)


def _age(raw: str) -> str:
    found = _AGE.fullmatch(normalize("NFKC", raw).casefold().replace("周岁", "岁"))
    if not found:
        raise ValueError(raw)
    years = int(found[1]) // _PER_YEAR.get((found[2] or "y")[0], 1)
    if years > _OLDEST:
        raise ValueError(raw)
    return str(years)


def _month(raw: str, today: date) -> str:
    """Return year and month; the day is not kept."""
    text = normalize("NFKC", raw)
    if serial := _SERIAL.fullmatch(text):
        if int(serial[1]) > _EXCEL_LATEST:
            raise ValueError(raw)
        found = _EXCEL_START + timedelta(days=int(serial[1]))
    else:
        parts = _PLAIN_DAY.fullmatch(text) or _DAY.fullmatch(text)
        if not parts:
            raise ValueError(raw)
        found = date(int(parts[1]), int(parts[2]), int(parts[3] or 1))
    if not found.year >= _FIRST_YEAR or found > today:
        raise ValueError(raw)
    return f"{found:%Y-%m}"


def _label(raw: str) -> str:
    word = normalize("NFKC", raw).casefold()
    if word in _POSITIVE:
        return "positive"
    return "negative" if word in _NEGATIVE else _word(raw)


def _maker(raw: str) -> str:
    named = makers_in(normalize("NFKC", raw))
    return named[0] if len(named) == 1 else _word(raw)


def _figure(raw: str, column: CaseColumn) -> str:
    found = _NUMBER.fullmatch(normalize("NFKC", raw).casefold())
    if not found or (found[2] and found[2] not in _UNITS[column]):
        raise ValueError(raw)
    value = Decimal(found[1].replace(",", ".")) * (10 if found[2] in ("cm", "厘米") else 1)
    low, high = _BOUNDS[column]
    if not low <= value <= high:
        raise ValueError(raw)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _word(raw: str) -> str:
    word = " ".join(normalize("NFKC", raw).split())
    if len(word) > LONGEST_WORD or not word.isprintable():
        raise ValueError(raw)
    return word


_EXPECTED_WORD = Text(
    f"不超过 {LONGEST_WORD} 字的词", f"a word of at most {LONGEST_WORD} characters"
)
_EXPECTED = {
    CaseColumn.SEX: Text(
        "男/女、M/F 或 1/2（0 的含义不明）", "M/F, male/female or 1/2 (what 0 means is not known)"
    ),
    CaseColumn.AGE: Text(f"0～{_OLDEST} 岁（可写 065Y、8月）", f"0 to {_OLDEST} years (065Y and 8M will do)"),
    CaseColumn.DATE: Text(
        "日期，如 2024-03-05、20240305，不晚于今天", "a date such as 2024-03-05 or 20240305, not after today"
    ),
    CaseColumn.SIZE: Text("0～500 mm", "0 to 500 mm"),
    CaseColumn.SLICE: Text("0.05～50 mm", "0.05 to 50 mm"),
    CaseColumn.KV: Text("10～300 kV", "10 to 300 kV"),
    CaseColumn.MA: Text("1～3000 mA", "1 to 3000 mA"),
}  # fmt: skip
