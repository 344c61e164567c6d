"""The official sentence out of eight elements, what it leaves out, and the naming rules."""

from dossier_app.model.intendeduse import ELEMENTS, compose_intended_use, naming_lint, unreflected
from dossier_app.rules.loader import current_pack
from tests.model.clean import clean
from tests.model.faults import answer
from tests.model.making import dossier


def test_every_element_stands_in_the_sentence():
    held = clean()
    sentence = compose_intended_use(held)
    assert all(held.text(key) in sentence for key in ELEMENTS)
    assert unreflected(answer("claim.intended_use", sentence)(held)) == ()


def test_a_disease_that_the_use_does_not_name_is_added():
    assert "目标疾病为肺癌" in compose_intended_use(answer("claim.disease", "肺癌")(clean()))


def test_elements_not_answered_are_left_out():
    assert compose_intended_use(dossier()) == ""
    assert compose_intended_use(dossier({"claim.users": "影像科医师"})) == "供影像科医师使用。"
    assert compose_intended_use(dossier({"claim.purpose": "用于检出。"})) == "本产品用于检出。"


def test_an_element_that_the_sentence_does_not_reflect_is_named():
    held = answer("claim.population", "孕产妇及新生儿")(clean())
    assert unreflected(held) == ("claim.population",)
    assert unreflected(dossier({"claim.population": "成人"})) == ()


def test_the_name_is_held_against_the_packs_rules():
    pack = current_pack()
    assert list(naming_lint(clean(), pack)) == []
    assert list(naming_lint(answer("claim.product_name", "肺结节智能系统")(clean()), pack))
    assert list(naming_lint(answer("claim.product_name", " ")(clean()), pack)) == []
    assert list(naming_lint(answer("claim.input_kind", None)(clean()), pack)) == []
