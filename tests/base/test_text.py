from dossier_app.base.text import Lang, Text, same


def test_parts_that_are_texts_are_filled_in_each_language():
    sentence = Text("“{label}”未填", "“{label}” is empty").format(label=Text("部位", "body part"))
    assert sentence[Lang.ZH] == "“部位”未填"
    assert sentence[Lang.EN] == "“body part” is empty"


def test_json_form_names_both_languages():
    assert Text("甲", "a").as_json() == {"zh": "甲", "en": "a"}


def test_user_data_is_the_same_in_both():
    assert same("肺结节").zh == same("肺结节").en
