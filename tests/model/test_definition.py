from dossier_app.model.definition import FIELDS, RECORD_KINDS, STEP_OF_FIELD, STEPS, step_of_kind
from dossier_app.model.fields import Field, Kind


def every_field():
    yield from FIELDS.values()
    for kind in RECORD_KINDS.values():
        yield from kind.fields


def test_the_five_steps_stand_in_order():
    assert [step.key for step in STEPS] == [
        "claim",
        "provenance",
        "classification",
        "requirements",
        "tender",
    ]


def test_keys_are_unique():
    keys = [field.key for step in STEPS for field in step.fields()]
    assert len(keys) == len(set(keys)) == len(STEP_OF_FIELD)
    for kind in RECORD_KINDS.values():
        assert len({field.key for field in kind.fields}) == len(kind.fields)


def test_every_wording_is_complete_in_both_languages():
    for field in every_field():
        for text in (field.label, *(option.label for option in field.options)):
            assert text.zh.strip()
            assert text.en.strip()


def test_choices_have_options_and_references_have_targets():
    for field in every_field():
        assert bool(field.options) == (field.kind in (Kind.CHOICE, Kind.CHOICES)), field.key
        assert bool(field.target) == (field.kind is Kind.REFERENCE), field.key
        assert not field.target or field.target in RECORD_KINDS


def test_conditions_name_fields_that_exist():
    for field in FIELDS.values():
        assert field.when is None or field.when.key in FIELDS
    for kind in RECORD_KINDS.values():
        for field in kind.fields:
            assert field.when is None or isinstance(kind.field(field.when.key), Field)


def test_titles_and_parents_are_fields_of_their_kind():
    for kind in RECORD_KINDS.values():
        assert kind.field(kind.title)
        assert not kind.parent or kind.field(kind.parent).kind is Kind.REFERENCE


def test_the_fifteen_general_clauses_stand_in_the_order_of_the_template():
    labels = [field.label.zh for key, field in FIELDS.items() if field.label.zh.startswith("2.1.")]
    assert [label.split()[0] for label in labels] == [f"2.1.{n}" for n in range(1, 16)]


def test_record_kinds_know_their_step():
    assert step_of_kind("dataset") == "provenance"
    assert step_of_kind("requirement") == "tender"
    assert step_of_kind("party") == ""
