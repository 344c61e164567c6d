"""How a stored number is shown: dates, percentages and kept zeros come out as the buyer printed them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from dossier_app.readers.archive import Archive

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "yyyy-mm-dd",
    16: "yyyy-mm-dd", 17: "yyyy-mm", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm",
    27: "yyyy-mm", 28: "yyyy-mm-dd", 29: "yyyy-mm-dd", 30: "yyyy-mm-dd", 31: "yyyy-mm-dd", 32: "h:mm",
    33: "h:mm:ss", 57: "yyyy-mm", 58: "yyyy-mm-dd",
}  # fmt: skip
_IGNORED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True, slots=True)
class Formats:
    """The number format code of each cell style."""

    cells: dict[str, str]
    date1904: bool = False


def formats_of(archive: Archive, part: str) -> Formats:
    """Return the number formats that the workbook's cell styles name."""
    if part not in archive:
        return Formats({})
    tree = archive.tree(part)
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in tree.iter("numFmt")}
    styles = tree.find("cellXfs")
    cells = {}
    for position, style in enumerate(styles if styles is not None else ()):
        number = style.get("numFmtId", "0")
        code = own.get(number) or _BUILT_IN.get(int(number) if number.isdigit() else 0, "")
        if code:
            cells[str(position)] = _IGNORED.sub("", code.split(";")[0])
    return Formats(cells)


def shown(value: str, style: str, formats: Formats) -> str:
    """Return a number as text: 15 digits as Excel keeps, zeros its format adds, never less than is stored."""
    code = formats.cells.get(style, "")
    if not code and len(value) < 15 and value.isdecimal():
        return value
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number) >= Decimal("1e300"):
        return value
    if re.search(r"[ymdhs]", code.lower()) and not re.search(r"[#0?]", code.replace(".0", "")):
        return _moment(number, code.lower(), formats)
    return _padded(number * 100, code) + "%" if code.endswith("%") else _padded(number, code)


def _padded(number: Decimal, code: str) -> str:
    short = Decimal(f"{number:.15g}")
    text = f"{short:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    asked = re.search(r"\.(0+)", code)
    if asked:
        whole, _, rest = text.partition(".")
        text = f"{whole}.{rest.ljust(len(asked[1]), '0')}"
    return text or "0"


def _moment(number: Decimal, code: str, formats: Formats) -> str:
    start = datetime(1904, 1, 1) if formats.date1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's wall clock
    try:
        moment = start + timedelta(seconds=round(float(number) * 86400))
    except OverflowError:
        return _padded(number, "")
    has_date, has_time = bool(re.search(r"[yd]", code)), bool(re.search(r"[hs]", code))
    clock = moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    if has_date and has_time:
        return f"{moment:%Y-%m-%d} {clock}"
    if has_date:
        return f"{moment:%Y-%m-%d}" if "d" in code or number % 1 else f"{moment:%Y-%m}"
    return clock if has_time else f"{moment:%Y-%m-%d}"
