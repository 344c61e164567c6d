"""Gates of a project, the procurement-route card, and the papers for one hospital."""

from datetime import date

import pytest

from dossier_app.base.text import Lang
from dossier_app.model.access import of_project, route_card
from dossier_app.model.builders import access
from dossier_app.model.builders.brief import Brief
from dossier_app.model.document import Pairs, Paragraph, plain
from dossier_app.model.phases import gate_state
from dossier_app.rules.loader import current_pack
from tests.model.clean import clean
from tests.model.faults import both, drop, row

PACK = current_pack()
ON = date(2026, 11, 22)
CHAMPION = {
    "name": "李主任", "hospital": "示例医院", "department": "放射科主任",
    "problem": "早期结节漏看", "defends": "为何不用现有工作站",
}  # fmt: skip
DECISION = {
    "hospital": "示例医院", "segment": "三级医院放射科", "decider": "院长办公会", "payment": "自筹",
    "threshold": "本院数据试用", "verdict": "act", "reason": "预算已列", "person": "王工", "on": ON,
}  # fmt: skip


def words(document) -> str:
    found = [plain(b.content) for b in document.blocks if isinstance(b, Paragraph)]
    for block in document.blocks:
        if isinstance(block, Pairs):
            found += [plain(value) for _, value in block.rows]
    for table in document.tables():
        found += [plain(cell.content) for line in table.rows for cell in line.cells]
    return "\n".join(found)


def brief(dossier, tender: str = "", lang: Lang = Lang.ZH) -> Brief:
    return Brief(dossier, ON, lang, dossier.find("tender", tender) if tender else None)


def test_a_person_decides_a_regime_for_a_project_over_the_pack():
    regime = PACK.regimes[0]
    general = {"regime": regime.key, "applies": "check", "why": "先问省平台", "person": "王工"}
    own = {"regime": regime.title.zh, "applies": "yes", "why": "本院要求", "tender": "t1"}
    dossier = both(row("regime_choice", "a", **general), row("regime_choice", "b", **own))(clean())
    assert route_card(clean(), PACK)[0].applies == regime.applies
    assert route_card(dossier, PACK)[0].why.zh == "先问省平台"
    assert route_card(dossier, PACK, "t1")[0].applies == "yes"
    assert route_card(dossier, PACK)[0].certainty.value == "A"
    assert len(route_card(dossier, PACK)) == len(PACK.regimes)


def test_a_project_has_its_own_gates():
    gate = next(g for g in PACK.gates if g.code == "G6")
    dossier = row("gate", "own", gate="G6", tender="t1", state="passed")(clean())
    before = gate_state(clean(), gate)
    assert gate_state(dossier, gate, "t1") == "passed"
    assert gate_state(dossier, gate) in (before, "passed")


def test_the_record_of_a_project_goes_before_the_general_one():
    dossier = both(
        row("champion", "a", **CHAMPION), row("champion", "b", **CHAMPION | {"tender": "t1"})
    )(clean())
    assert of_project(dossier, "champion", "t1").id == "b"
    assert of_project(dossier, "champion", "").id == "a"
    assert of_project(clean(), "champion", "t1") is None


@pytest.mark.parametrize("lang", list(Lang))
def test_the_papers_say_what_is_decided_and_what_is_not(lang):
    bare = drop("certificate")(clean())
    assert "科室牵头人" in words(access.appraisal_document(brief(bare), PACK))
    assert "尚无准入决策" in words(access.decision_document(brief(bare), PACK))
    assert "champion" in words(access.appraisal_document(brief(bare, lang=Lang.EN), PACK))
    full = both(row("champion", "a", **CHAMPION), row("access_decision", "d", **DECISION))(clean())
    appraisal = words(access.appraisal_document(brief(full, "t1", lang), PACK, short=True))
    assert "早期结节漏看" in appraisal
    decision = words(access.decision_document(brief(full, "t1", lang), PACK))
    assert "院长办公会" in decision
    assert "王工" in decision
    card = words(access.route_document(brief(full, "t1", lang), PACK))
    assert all(regime.title[lang] in card for regime in PACK.regimes)
