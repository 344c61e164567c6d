"""The approved edition on a day, and a draft shown against it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier_app.model.edition import Change, approved_edition, compare_texts, months_before
from tests.model.making import dossier, record

CERTIFICATE = record(
    "certificate",
    "c1",
    number="国械注准20253210001",
    product_name="甲软件",
    model="M1",
    structure="客户端",
    intended_use="用于甲",
    release_version="1",
    approved_on=date(2025, 1, 10),
    effective_on=date(2025, 2, 1),
    expires_on=date(2030, 1, 31),
)


def change(id, day, **values):
    return record("change_file", id, certificate="c1", approved_on=day, **values)


def test_no_edition_before_the_certificate_takes_effect_and_after_it_expired():
    held = dossier({}, CERTIFICATE)
    assert approved_edition(held, date(2025, 1, 31)) is None
    assert approved_edition(held, date(2030, 2, 1)) is None
    edition = approved_edition(held, date(2030, 1, 31))
    assert edition is not None
    assert (edition.device_class, edition.catalogue, edition.renewing) == ("III", "21", False)


def test_change_files_count_from_their_approval_in_their_order():
    held = dossier(
        {},
        CERTIFICATE,
        change("k2", date(2027, 1, 1), release_version="3"),
        change("k1", date(2026, 1, 1), release_version="2", intended_use="用于甲和乙"),
    )
    assert approved_edition(held, date(2025, 12, 31)).release_version == "1"
    assert approved_edition(held, date(2026, 1, 1)).release_version == "2"
    late = approved_edition(held, date(2028, 1, 1))
    assert (late.release_version, late.intended_use) == ("3", "用于甲和乙")
    assert [record.id for record in late.change_files] == ["k1", "k2"]


def test_an_indicator_of_a_change_file_replaces_the_same_clause():
    rows = (
        record("approved_indicator", "i1", certificate="c1", clause="2.1", name="时间", value="60"),
        record(
            "approved_indicator",
            "i2",
            1,
            certificate="c1",
            clause="2.1",
            name="时间",
            value="30",
            change_file="k1",
        ),
        record(
            "approved_indicator", "i3", 2, certificate="c1", clause="2.2", name="并发", value="10"
        ),
    )
    held = dossier({}, CERTIFICATE, change("k1", date(2026, 1, 1)), *rows)
    assert [r.id for r in approved_edition(held, date(2025, 6, 1)).indicators] == ["i1", "i3"]
    assert [r.id for r in approved_edition(held, date(2026, 6, 1)).indicators] == ["i2", "i3"]


@pytest.mark.parametrize(("filed", "holds"), [(date(2029, 7, 31), True), (date(2029, 8, 1), False)])
def test_a_renewal_accepted_in_time_keeps_the_certificate_until_it_is_decided(filed, holds):
    held = dossier(
        {}, record("certificate", "c1", **{**CERTIFICATE.values, "renewal_filed_on": filed})
    )
    edition = approved_edition(held, date(2030, 3, 1))
    assert (edition is not None and edition.renewing) is holds


def test_the_later_certificate_wins():
    second = record(
        "certificate", "c2", 1, **{**CERTIFICATE.values, "effective_on": date(2026, 1, 1)}
    )
    assert approved_edition(dossier({}, CERTIFICATE, second), date(2026, 2, 1)).certificate == "c2"


def test_a_certificate_without_dates_or_a_readable_number_approves_or_says_nothing():
    assert (
        approved_edition(dossier({}, record("certificate", "c1", number="x")), date(2026, 1, 1))
        is None
    )
    odd = record("certificate", "c1", **{**CERTIFICATE.values, "number": "x"})
    edition = approved_edition(dossier({}, odd), date(2026, 1, 1))
    assert (edition.device_class, edition.catalogue) == ("", "")


def test_six_months_before_the_end_of_august_is_the_end_of_february():
    assert months_before(date(2027, 8, 31)) == date(2027, 2, 28)


def test_only_the_changed_figure_is_shown_as_changed():
    spans = compare_texts(
        "用于胸部CT。检出4mm结节。限医师使用。", "用于胸部CT。检出3mm结节。限医师使用。"
    )
    assert [(s.change, s.text) for s in spans] == [
        (Change.SAME, "用于胸部CT。检出"),
        (Change.REMOVED, "4"),
        (Change.ADDED, "3"),
        (Change.SAME, "mm结节。限医师使用。"),
    ]


@given(st.text("甲乙丙。4mm ", max_size=40), st.text("甲乙丙。4mm ", max_size=40))
def test_the_spans_give_both_texts_whole(approved, draft):
    spans = compare_texts(approved, draft)
    assert "".join(s.text for s in spans if s.change is not Change.ADDED) == approved
    assert "".join(s.text for s in spans if s.change is not Change.REMOVED) == draft
