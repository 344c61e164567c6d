"""The codes of supplement letters and of the market after registration."""

from __future__ import annotations

from typing import Final

OWN: Final[tuple[tuple[str, ...], ...]] = (
    ("LETTER-01", "bCA", "", "补正已逾期", "A supplement is overdue", "samr-2021-47"),
    ("LETTER-02", "wCA", "", "补正期限临近", "A supplement is due soon", "samr-2021-47"),
    ("LETTER-03", "wFA", "", "发补意见没有答复", "A point of a letter has no reply", "samr-2021-47"),
    ("PMS-01", "wCA", "", "上市后记录逾期未结论", "A market record is overdue", "samr-2018-1"),
    ("PMS-02", "wKA", "", "上市后信息使内容存疑", "The market makes content suspect", "samr-2018-1"),
    ("PMS-03", "wCB", "", "比率越过警戒值", "A rate is beyond its limit"),
    ("PMS-04", "wCA", "", "定期风险评价报告未登记", "A periodic risk report is missing", "samr-2018-1"),
)  # fmt: skip
