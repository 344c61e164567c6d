"""The intended-use sentence out of its eight elements, and the naming rules of the product name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.derived import facts_from_dossier
from dossier_app.model.dossier import Dossier
from dossier_app.model.facts import parse_facts
from dossier_app.model.rulepack import RulePack
from dossier_app.model.wording import share

ELEMENTS: Final = (
    "claim.object",
    "claim.disease",
    "claim.purpose",
    "claim.population",
    "claim.users",
    "claim.setting",
    "claim.acquisition",
    "claim.limits",
)
_REFLECTED = 0.3
"""Less than this share of an element's wording in the sentence counts as not reflected."""
_STOPS = "。．.；;，, "


def compose_intended_use(dossier: Dossier) -> str:
    """Return the official sentence made of the eight elements; an element not answered is left out."""
    part = {key: dossier.text(key).strip().rstrip(_STOPS) for key in ELEMENTS}
    sentences = [_first(part), _second(part), part["claim.acquisition"], part["claim.limits"]]
    return "".join(f"{sentence}。" for sentence in sentences if sentence)


def _first(part: dict[str, str]) -> str:
    begin = "本产品"
    if part["claim.object"]:
        begin += f"用于对{part['claim.object']}进行处理"
    if part["claim.purpose"]:
        begin += ("，" if part["claim.object"] else "") + part["claim.purpose"]
    if part["claim.disease"] and part["claim.disease"] not in begin:
        begin += f"，目标疾病为{part['claim.disease']}"
    return begin if begin != "本产品" else ""


def _second(part: dict[str, str]) -> str:
    pieces = []
    if part["claim.population"]:
        pieces.append(f"适用人群为{part['claim.population']}")
    if part["claim.setting"] and part["claim.users"]:
        pieces.append(f"由{part['claim.users']}在{part['claim.setting']}使用")
    elif part["claim.users"] or part["claim.setting"]:
        pieces.append(f"供{part['claim.users'] or part['claim.setting']}使用")
    return "，".join(pieces)


def unreflected(dossier: Dossier) -> tuple[str, ...]:
    """Return the elements whose wording the intended-use sentence does not reflect."""
    sentence = dossier.text("claim.intended_use")
    if not sentence.strip():
        return ()
    return tuple(
        key
        for key in ELEMENTS[:6]
        if dossier.text(key).strip() and share(dossier.text(key), sentence) < _REFLECTED
    )


def naming_lint(dossier: Dossier, pack: RulePack) -> Iterator[Text]:
    """Yield what is wrong with the product name by the pack's naming rules."""
    name = dossier.text("claim.product_name").strip()
    if not name:
        return
    try:
        table = parse_facts(facts_from_dossier(dossier)).table()
    except BadInput:
        return
    for rule in pack.name_rules:
        if rule.test.holds(table) and rule.broken_by(name):
            yield _NAME.format(name=name, rule=rule.text)


_NAME = Text("产品名称“{name}”：{rule}", "Product name “{name}”: {rule}")
