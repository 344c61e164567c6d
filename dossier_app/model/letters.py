"""A supplement letter (发补通知) taken apart into its points, with the clock and the field each point seems to concern."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dossier_app.model.definition import FIELDS
from dossier_app.model.rulepack import RulePack
from dossier_app.model.validity import plus_months

_FIGURES = "一二三四五六七八九十"
_POINT = re.compile(
    rf"^\s*(?:[（(](?P<a>[{_FIGURES}]{{1,3}}|\d{{1,3}})[）)]|(?P<b>[{_FIGURES}]{{1,3}})、"
    r"|第(?P<c>\d{1,3}|[一二三四五六七八九十]{1,3})[条项]|(?P<d>\d{1,3})[、．.](?!\d))\s*(?P<text>.*)$"
)
_MONTHS = 12
_SHORTEST = 4
"""Points are sentences; a numbered line with less text is a heading of the letter."""
_WORDS = (
    ("数据来源", "provenance.summary"),
    ("伦理", "provenance.summary"),
    ("标注", "provenance.annotation_rules"),
    ("查重", "provenance.split"),
    ("划分", "provenance.split"),
    ("清洗", "provenance.cleaning"),
    ("网络安全", "ptr.access"),
    ("适用范围", "claim.intended_use"),
    ("适用人群", "claim.population"),
    ("使用限制", "claim.limits"),
    ("结构及组成", "claim.structure"),
    ("结构组成", "claim.structure"),
    ("产品名称", "claim.product_name"),
    ("版本命名", "claim.version_rule"),
    ("安全性级别", "classification.safety_level"),
    ("临床评价", "classification.clinical_path"),
    ("临床试验", "classification.clinical_path"),
    ("成熟", "classification.maturity_reason"),
    ("运行环境", "ptr.environment"),
    ("并发", "ptr.concurrency"),
)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a letter: its number as printed, its words, and the field it seems to concern (may be empty)."""

    number: str
    text: str
    place: str


def points_of(text: str) -> tuple[Point, ...]:
    """Return the points of a letter in order; of nested numbering the finest level that carries sentences.

    Lines before the first number and unnumbered letters give one point with all the text.
    """
    found: list[tuple[str, str, list[str]]] = []
    for line in filter(str.strip, text.splitlines()):
        match = _POINT.match(line)
        if match:
            level = next(key for key in "abcd" if match[key])
            found.append((level, match[level], [match["text"].strip()]))
        elif found:
            found[-1][2].append(line.strip())
    kept = [(level, number, " ".join(filter(None, words))) for level, number, words in found]
    kept = [each for each in kept if len(each[2]) >= _SHORTEST]
    numbered = _numbered(kept)
    if not numbered and text.strip():
        return (Point("1", " ".join(text.split()), concerned(text)),)
    return tuple(Point(number, words, concerned(words)) for number, words in numbered)


def _numbered(found: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Join the number of the level above to one below it; a point that only opens a list of points is dropped."""
    made: list[tuple[str, str]] = []
    stack: list[tuple[str, str]] = []
    for place, (level, number, words) in enumerate(found):
        while any(each == level for each, _ in stack):
            stack.pop()
        stack.append((level, number))
        following = found[place + 1][0] if place + 1 < len(found) else level
        deeper = all(following != each for each, _ in stack)
        if not (deeper and (words.endswith(("：", ":")) or not words.endswith("。"))):
            made.append((".".join(each for _, each in stack), words))
    return made


def concerned(text: str) -> str:
    """Return the field a point seems to concern: a PTR clause it names, else a field by its words; empty when unsure."""
    clause = re.search(r"(?<![\d.])2\.1\.(\d{1,2})(?![\d.])", text)
    if clause:
        key = next((k for k in FIELDS if FIELDS[k].label.zh.startswith(f"{clause[0]} ")), "")
        if key:
            return key
    return next((key for words, key in _WORDS if words in text and key in FIELDS), "")


def reply_due(received: date, pack: RulePack) -> date:
    """Return the last day to reply: one year after receipt as the pack's clock says. Source: 总局令第47号 第五十四条."""
    months = next((t.length for t in pack.times if t.key == "supplement"), _MONTHS)
    return plus_months(received, months)
