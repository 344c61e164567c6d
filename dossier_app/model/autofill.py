"""What may answer a demand by figures alone: approved indicators and the terms that the tender offers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dossier_app.base.text import Text, same
from dossier_app.model.deviation import demanded
from dossier_app.model.edition import ApprovedEdition
from dossier_app.model.records import Record
from dossier_app.model.wording import clean, core_name, share

_NAMED = 0.75
"""So much of an indicator's name must stand in the demand."""
_RANKS = ("negative", "none", "positive")
_PASSING = frozenset(
    "不低高小大于少多超过等至最应须需要求可对的能达到以上内下及或为在其均各且得与和是软件系统产品性能指标个"
)
"""Characters that say nothing about what is measured."""
_TERMS: tuple[tuple[str, str, str, Text], ...] = (
    (
        r"(?:投标|响应|报价)(?:文件)?有效期",
        "offer_validity_days",
        "投标有效期{value}日",
        Text("本项目响应的投标有效期", "bid validity offered"),
    ),
    (
        r"交付|交货|供货|完成安装|上线",
        "offer_delivery_days",
        "交付期限{value}日",
        Text("本项目响应的交付期限", "delivery offered"),
    ),
    (
        r"质保|保修|免费维护",
        "offer_warranty_months",
        "质保期{value}个月",
        Text("本项目响应的质保期", "warranty offered"),
    ),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that may be given, and the record it comes from."""

    text: str
    source: Text
    kind: str
    id: str


def better_than(stated: str, computed: str) -> bool:
    """Tell whether a stated deviation claims more than the computed one."""
    return _RANKS.index(stated) > _RANKS.index(computed)


def computed_offers(
    requirement: Record, tender: Record, edition: ApprovedEdition | None
) -> Iterator[Offer]:
    """Yield what may answer a demand with figures; a demand without figures is for a person."""
    if not demanded(requirement):
        return
    text = clean(requirement.text("text"))
    if requirement.text("kind") == "technical" and edition is not None:
        yield from _indicators(requirement, edition)
    if requirement.text("kind") != "technical":
        yield from _terms(text, tender)


def _terms(text: str, tender: Record) -> Iterator[Offer]:
    for pattern, key, words, source in _TERMS:
        value = tender.number(key)
        if value is not None and re.search(pattern, text):
            yield Offer(words.format(value=value), source, "tender", tender.id)


def _indicators(requirement: Record, edition: ApprovedEdition) -> Iterator[Offer]:
    """Yield each indicator that the demand names, then all of them together."""
    text = clean(requirement.text("text"))
    named = [row for row in edition.indicators if _names(row, text)]
    named = [row for row in named if not _inside_another(row, named)]
    foreign = _foreign(requirement, [*named], edition)
    if not named or foreign:
        return
    for row in named:
        yield Offer(row.text("requirement"), _source((row,)), "approved_indicator", row.id)
    if len(named) > 1:
        whole = "；".join(row.text("requirement") for row in named)
        yield Offer(whole, _source(tuple(named)), "approved_indicator", named[0].id)


def _names(indicator: Record, text: str) -> bool:
    name = core_name(indicator.text("name"))
    return len(name) > 1 and share(name, text) >= _NAMED


def _inside_another(row: Record, named: list[Record]) -> bool:
    """Tell whether another named indicator has this one's name as a part of its own."""
    mine = core_name(row.text("name"))
    return any(mine != (own := core_name(each.text("name"))) and mine in own for each in named)


def _foreign(requirement: Record, named: list[Record], edition: ApprovedEdition) -> str:
    """Return characters of the demand that no approved wording knows: 实性 of 实性结节检出敏感度."""
    known = set(edition.product_name)
    for row in named:
        known |= set(row.text("name")) | set(row.text("requirement"))
    for figure in demanded(requirement):
        known |= set(figure.threshold.unit)
    letters = (c for c in clean(requirement.text("text")) if c.isalpha())
    return "".join(c for c in letters if c not in known and c not in _PASSING)


def _source(rows: tuple[Record, ...]) -> Text:
    listed = "、".join(row.text("clause") for row in rows)
    return Text("核准指标 {clauses}", "approved indicators {clauses}").format(clauses=same(listed))
