"""A text that is too long ends where a reader pauses, never inside a number."""

from __future__ import annotations

import pytest

from dossier_app.model.builders.words import shortened


def test_a_text_that_fits_is_not_touched() -> None:
    assert shortened("有效期至 2029-03-01", 56) == "有效期至 2029-03-01"


def test_a_long_text_ends_with_its_last_whole_clause() -> None:
    text = "本产品具有第三类医疗器械注册证，编号国械注准20223219933，有效期至 2029-03-01"
    assert (
        shortened(text, len(text) - 3) == "本产品具有第三类医疗器械注册证，编号国械注准20223219933…"
    )


@pytest.mark.parametrize("most", range(8, 30))
def test_no_number_is_cut_wherever_the_limit_falls(most: int) -> None:
    text = "单例处理时间不大于 1234.5678 秒且有效期至 2029-03-01 为止"
    short = shortened(text, most)
    assert len(short) <= most
    kept = short.removesuffix("…")
    assert text.startswith(kept)
    following = text[len(kept) : len(kept) + 1]
    assert not (kept[-1].isascii() and following.isascii() and following.strip())


def test_one_word_without_any_pause_is_cut_at_the_limit() -> None:
    assert shortened("a" * 40, 10) == "a" * 9 + "…"
