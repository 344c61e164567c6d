"""Wording of a bid: gifts, conditions, placeholders, names of other projects (R21, R22, R42, BID-nn)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier_app.base.text import Text, same
from dossier_app.model.checks.phrases import phrases, told
from dossier_app.model.checks.scene import Scene, found, place_of
from dossier_app.model.finding import Finding
from dossier_app.model.records import Record
from dossier_app.model.similar import foreign_names
from dossier_app.model.wording import claimed


def wording(scene: Scene, tender: Record, lines: tuple[Record, ...]) -> Iterator[Finding]:
    """Yield what is wrong with the wording of answers, lists and letters of a tender."""
    rows = [(r, "text") for r in scene.rows("response", tender)]
    rows += [(r, "note") for r in scene.rows("response", tender)]
    rows += [(r, "remark") for r in (*lines, *scene.rows("config_item", tender))]
    rows += [(r, "description") for r in scene.rows("config_item", tender)]
    rows += [(tender, "interfaces_plan")]
    for row, key in rows:
        if text := row.text(key):
            yield from _lints(scene, tender, row, key)
            yield from _foreign(scene, tender, row, key, text)
    for letter in scene.rows("authorisation", tender):
        yield from _foreign(scene, tender, letter, "project", letter.text("project"))


def _lints(scene: Scene, tender: Record, row: Record, key: str) -> Iterator[Finding]:
    text, place, known = row.text(key), place_of(row, key), []
    for code, pattern, message in (("R21", _GIFT, _GIVEN), ("R22", _CONDITION, _CONDITIONAL)):
        for words, _ in claimed(text, pattern):
            known.append(words)
            said = message.format(words=words)
            yield found(scene, code, place, said, tender=tender.id, quotes=(words,))
            break
    for hit in phrases(scene, "bid", text):
        if not any(hit.word in words or words in hit.word for words in known):
            yield told(scene, hit, place, tender=tender.id)


def _foreign(scene: Scene, tender: Record, row: Record, key: str, text: str) -> Iterator[Finding]:
    for words in foreign_names(text, tender, scene.dossier):
        message = _FOREIGN.format(words=same(words))
        yield found(scene, "R42", place_of(row, key), message, tender=tender.id, quotes=(words,))


_GIFT = re.compile(r"赠送|免费赠|加赠|附赠|加配|买一送")
_CONDITION = re.compile(
    r"以(?:实际|最终|我方|我司|合同)[一-鿿]{0,8}为准|须另行(?:收费|付费|采购|协商)|另行(?:收费|付费|计费)|视(?:具体)?情况(?:而定|决定)|"
    r"在[一-鿿]{1,12}前提下方可|有权(?:拒绝|调整价格)"
)
_GIVEN = Text(
    "“{words}”属于赠送或加配，可能导致无效。请删去，或计入报价。",
    "“{words}” is a gift; it may invalidate the bid. Strike it out, or price it.",
)
_CONDITIONAL = Text(
    "“{words}”是采购人可能不接受的条件。请删去，或改为确定的承诺。",
    "“{words}” is a condition the purchaser may refuse. Strike it out, or promise firmly.",
)
_FOREIGN = Text(
    "出现其他项目的名称或编号“{words}”。请换成本项目。",
    "“{words}” belongs to another project. Put this project's.",
)
