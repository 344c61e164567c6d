"""What gives a bidder away in a blind part: names, numbers, contacts, prices; and neutral words for known names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier
from dossier_app.model.records import Record

_LEAST = 2
"""A name of fewer characters would be found in ordinary words."""
_CONTACTS: tuple[tuple[Text, re.Pattern[str]], ...] = (
    (Text("电话", "a telephone number"), re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8})(?!\d)")),
    (Text("电子邮箱", "an e-mail address"), re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    (Text("网址", "a web address"), re.compile(r"(?:https?://|www\.)[^\s，。；）)]+", re.IGNORECASE)),
    (Text("统一社会信用代码", "a credit code"), re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])")),
    (Text("注册证编号", "a certificate number"), re.compile(r"[一-鿿]械(?:注|备)[准进许]\d{11}")),
    (Text("证件号码", "an identity number"), re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")),
    (Text("价格", "a price"), re.compile(r"(?:报价|单价|总价|合计|价格)[^，。；]{0,8}?\d[\d,，.]*\s*(?:元|万元)|[¥￥]\s*\d")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trace:
    """Words that give the bidder away, and of what sort they are."""

    words: str
    sort: Text


def names(dossier: Dossier) -> Mapping[str, Text]:
    """Return every name that must not stand in a blind part, with its sort."""
    found: dict[str, Text] = {}
    for party in dossier.all("party"):
        if party.text("role") in ("hospital", "agency"):
            continue
        for key in ("name", "name_en", "legal_person", "contact", "phone", "address"):
            _take(found, party.text(key), _FIRM if key.startswith("name") else _PERSON)
    for person in dossier.all("person"):
        _take(found, person.text("name"), _PERSON)
    for point in dossier.all("service_point"):
        _take(found, point.text("engineer"), _PERSON)
    for line in dossier.all("price_line"):
        _take(found, line.text("brand"), _BRAND)
    for key in ("claim.product_name", "claim.product_name_en"):
        _take(found, dossier.text(key), _BRAND)
    for key in ("claim.model",):
        for part in re.split(r"[、，,;；/\s]+", dossier.text(key)):
            _take(found, part, _BRAND)
    return found


def _take(found: dict[str, Text], words: str, sort: Text) -> None:
    plain = words.strip()
    if len(plain) >= _LEAST:
        found.setdefault(plain, sort)


def traces(text: str, known: Mapping[str, Text]) -> Iterator[Trace]:
    """Yield what in a text tells who bids, longest names first, each once."""
    rest = text
    for name in sorted(known, key=len, reverse=True):
        if name in rest:
            yield Trace(name, known[name])
            rest = rest.replace(name, " ")
    for sort, pattern in _CONTACTS:
        for match in dict.fromkeys(m.group() for m in pattern.finditer(rest)):
            yield Trace(match, sort)


def technical_texts(dossier: Dossier, tender: Record) -> Iterator[tuple[Record, str, str]]:
    """Yield record, field and text of all that goes into the technical part of a tender."""
    technical = {
        row.id
        for row in dossier.where("requirement", tender=tender.id)
        if row.text("kind") == "technical"
    }
    for response in dossier.where("response", tender=tender.id):
        if response.text("requirement") in technical:
            yield response, "text", response.text("text")
            yield response, "note", response.text("note")
    yield tender, "interfaces_plan", tender.text("interfaces_plan")


def neutral(text: str, known: Mapping[str, Text]) -> str:
    """Return a text with known names of firm and product in neutral words."""
    for name in sorted(known, key=len, reverse=True):
        if known[name] is _FIRM:
            text = text.replace(name, "投标人")
        elif known[name] is _BRAND:
            text = text.replace(name, "所投产品")
    return text


_FIRM = Text("单位名称", "the name of a firm")
_PERSON = Text("人员或联系方式", "a person or contact")
_BRAND = Text("产品、品牌或型号", "product, brand or model")
