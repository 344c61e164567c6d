"""Every common character has a face, and lines break where Chinese typesetting allows it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier_app.model.document import PageRef
from dossier_app.writers import fonts
from dossier_app.writers.fonts import Family, UndrawableError, face_of, runs, undrawable
from dossier_app.writers.pdf.breaking import break_content, break_text, line_width
from dossier_app.writers.pdf.style import Style

BODY = Style(Family.SERIF, 10.0, 15.0)


def _gbk() -> str:
    pairs = (bytes((a, b)) for a in range(0x81, 0xFE) for b in range(0x40, 0xFF) if b != 0x7F)
    return "".join(pair.decode("gbk", "ignore") for pair in pairs)


def test_all_of_gbk_can_be_drawn() -> None:
    assert undrawable(_gbk()) == ""


def test_ascii_and_the_signs_of_our_trade_can_be_drawn() -> None:
    assert undrawable("".join(map(chr, range(32, 127)))) == ""
    assert undrawable("≥≤±×÷μ°℃‰①②★▲△※§☐☑✗—…·“”【】€￥→𠮷䶮㛃𬭛") == ""


@pytest.mark.parametrize("character", ["\u200b", "\u202e", "\ufeff", "\x00", "א", "ا"])
def test_invisible_and_unshaped_characters_are_named(character: str) -> None:
    assert undrawable(f"a{character}b{character}") == character
    with pytest.raises(UndrawableError):
        face_of(Family.SANS, character)


def test_runs_split_by_face_and_keep_the_text() -> None:
    found = runs(Family.SERIF, "患者𠮷某☑")
    assert "".join(run.text for run in found) == "患者𠮷某☑"
    assert [run.face for run in found] == [
        "NotoSerifSC-Regular",
        "DossierRareHanA",
        "NotoSerifSC-Regular",
        "DossierSymbols",
    ]


def test_the_unicode_map_writes_high_characters_as_surrogates() -> None:
    table = fonts.to_unicode_map("x", [0x41, 0x20BB7])
    assert "<00> <0041>" in table
    assert "<01> <D842DFB7>" in table
    assert "2 beginbfchar" in table
    assert fonts.to_unicode_map("x", list(range(250))).count("beginbfchar") == 3


_TEXT = st.text(
    alphabet="检测软件的灵敏度，。；：！？）】》”’、（【《“‘abcXYZ0189.%≥±-/ \n",
    min_size=1,
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(text=_TEXT, width=st.integers(40, 300))
def test_breaking_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = break_text(text, BODY, float(width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert len(line) <= 1 or BODY.width(line.rstrip()) <= width + 0.01


@settings(max_examples=100, deadline=None)
@given(text=_TEXT, width=st.integers(40, 300))
def test_parts_break_as_plain_text_does_and_keep_references(text: str, width: int) -> None:
    reference = PageRef("x")
    lines = break_content((text, reference, text), BODY, float(width), 3)
    parts = [part for line in lines for part in line]
    assert parts.count(reference) == 1
    told = "".join(part for part in parts if isinstance(part, str))
    assert "".join(told.split()) == "".join((text + text).split())


def test_closing_marks_do_not_begin_and_opening_marks_do_not_end_a_line() -> None:
    text = "检测灵敏度（见表），特异度“很高”；结论：可用。" * 12
    for width in range(80, 240, 7):
        for line in break_text(text, BODY, float(width)):
            assert line[0] not in "，。；：）”"
            assert line[-1] not in "（“"


@pytest.mark.parametrize(
    "token", ["AMD/1:2020", "300 mm", "≥0.95", "≤ 30 s", "V2.1.3.20250918", "512 例"]
)
def test_numbers_units_and_codes_are_kept_together(token: str) -> None:
    for filling in range(1, 12):
        lines = break_text("检" * filling + token + "测" * 9, BODY, 120.0)
        assert any(token in line for line in lines)


def test_a_word_longer_than_the_line_breaks_after_a_joint() -> None:
    lines = break_text("https://example.invalid/a/very/long/path/to/nothing.html", BODY, 120.0)
    assert len(lines) > 2
    assert all(line[-1] in "/.-" for line in lines[:-2])


def test_the_width_of_a_line_counts_reserved_figures() -> None:
    assert line_width(("第", PageRef("x")), BODY, 3) == pytest.approx(
        BODY.width("第") + 3 * BODY.width("0")
    )
    assert break_content((), BODY, 100.0, 3) == (("",),)
