"""Units of measure in tenders: which words mean the same unit and which can be converted."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

_FAMILIES: dict[str, tuple[tuple[str, str], ...]] = {
    # family: (factor to the family's base unit, words separated by blanks; the first is the normal one)
    "length": (
        ("0.001", "μm um 微米 µm"),
        ("1", "mm 毫米"),
        ("10", "cm 厘米 公分"),
        ("1000", "m 米"),
        ("1000000", "km 公里 千米"),
    ),
    "time": (
        ("0.001", "ms 毫秒"),
        ("1", "秒 s sec 秒钟 S"),
        ("60", "分钟 min 分"),
        ("3600", "小时 h hr 个小时 H 时"),
        ("86400", "天 日 日历天 日历日 自然日 个日历日 个日历天 个自然日 d day days"),
        ("604800", "周 星期 个星期 week weeks"),
    ),
    "working day": (("1", "工作日 个工作日 工作天"),),
    "months": (
        ("1", "个月 月 月份 month months"),
        ("3", "季度 个季度"),
        ("12", "年 周年 year years"),
    ),
    "share": (("0.001", "‰"), ("0.01", "% 百分之"), ("1", "")),
    "data": (
        ("1", "B 字节 Byte bytes"),
        ("1024", "KB K kB"),
        ("1048576", "MB M"),
        ("1073741824", "GB G"),
        ("1099511627776", "TB T"),
        ("1125899906842624", "PB P"),
    ),
    "bit rate": (
        ("1", "bps bit/s"),
        ("1000", "Kbps kbps"),
        ("1000000", "Mbps"),
        ("1000000000", "Gbps"),
    ),
    "frequency": (("1", "Hz"), ("1000", "kHz KHz"), ("1000000", "MHz"), ("1000000000", "GHz")),
    "voltage": (("1", "V"), ("1000", "kV KV")),
    "current": (("0.001", "mA"), ("1", "A")),
    "power": (("1", "W"), ("1000", "kW KW")),
    "volume": (("1", "ml mL 毫升"), ("1000", "L 升")),
    "mass": (("0.001", "mg"), ("1", "g 克"), ("1000", "kg 千克 公斤")),
    "money": (("1", "元 圆 人民币"), ("1000", "千元"), ("10000", "万元"), ("100000000", "亿元")),
    "pixels": (("1", "像素 px"), ("10000", "万像素"), ("1000000", "MP")),
    "hounsfield": (("1", "HU Hu"),),
    "dose": (("1", "mGy"), ("1000", "Gy")),
    "dose equivalent": (("1", "mSv"), ("1000", "Sv")),
    "temperature": (("1", "℃ °C"),),
    "cases": (("1", "例 病例 个病例"),),
    "people": (("1", "人 名 位"),),
}

_KNOWN: dict[str, tuple[str, Decimal, str]] = {
    word: (family, Decimal(factor), words.split(" ")[0])
    for family, members in _FAMILIES.items()
    for factor, words in members
    for word in words.split(" ")
}

_COUNTING_WORDS = "个 例 名 人 位 家 台 套 次 项 颗 路 份 种 类 块 张 条 核 用户 任务 并发 人次"
COUNTING = frozenset(_COUNTING_WORDS.split())
"""Words that only count: a figure with one of them may be compared with a bare figure."""


@cache
def normal_unit(unit: str) -> str:
    """Return the one word that stands for `unit` and its synonyms (毫米 -> mm, 日 -> 天)."""
    plain = unit.strip().replace("％", "%").replace("／", "/")
    if "/" in plain and plain not in _KNOWN:
        return "/".join(normal_unit(part) for part in plain.split("/"))
    return _KNOWN[plain][2] if plain in _KNOWN else plain


def convert(value: Decimal, unit: str, to_unit: str) -> Decimal | None:
    """Return `value` in `to_unit`, or None where the two measure different things.

    天 and 工作日, 天 and 月 are apart: how many make one another depends on the calendar.
    """
    here, there = _parts(unit), _parts(to_unit)
    if [family for family, _ in here] != [family for family, _ in there]:
        return None
    factor = here[0][1] / there[0][1]
    for (_, above), (_, below) in zip(here[1:], there[1:], strict=True):
        factor = factor * below / above
    return plain_decimal(value * factor)


def plain_decimal(value: Decimal) -> Decimal:
    """Return `value` without trailing zeros and without an exponent."""
    short = value.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def _parts(unit: str) -> list[tuple[str, Decimal]]:
    """Return family and factor of each side of a compound such as 秒/例."""
    plain = normal_unit(unit)
    if plain in _KNOWN:
        return [_KNOWN[plain][:2]]
    found = []
    for part in plain.split("/"):
        family, factor, _ = _KNOWN.get(part, (f"word {part}", Decimal(1), part))
        found.append((family, factor))
    return found


_OTHER_WORDS = (
    "排 层 学时 课时 家次 人日 人天 dpi DPI lp lux cd/m2 cd/m² fps 帧 帧/秒 Ω kPa Pa dB dB(A) mmHg "
    "英寸 寸 倍 级 档 点 分 万例 万次 万 亿 万人次 例次 检查 部 组 本 批 期 轮 场 遍 盘 根 支 只 把 "
    "通道 线程 节点 客户端 终端 点位 端口 席 座 平方米 ㎡ m² m2 cm² cm³ mm² mm³ ml/s mL/s mm/s "
    "bit 位 比特 kHz IOPS TFLOPS TOPS 个CPU 颗CPU U 个百分点 百分点 度 ° rpm 转 厂家"
)

UNIT_WORDS: tuple[str, ...] = tuple(
    sorted(
        {word for word in _KNOWN if word and word not in {"K", "P", "时", "人民币", "百分之"}}
        | COUNTING
        | set(_OTHER_WORDS.split()),
        key=lambda word: (-len(word), word),
    )
)
"""Unit words as printed, longest first, for reading text."""
