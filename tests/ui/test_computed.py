"""Sums are shown while a record is typed; what is half typed counts as missing."""

from __future__ import annotations

from uuid import uuid4

from dossier_app.base.text import Lang
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.records import Record
from dossier_app.ui.computed import computed
from dossier_app.ui.records import RecordEditor
from tests.model.making import dossier
from tests.ui.conftest import DOSSIER
from tests.ui.hands import Hands
from tests.ui.waiting import settle


def test_the_sums_of_a_trial_follow_the_typing(hands: Hands):
    fresh = Record(uuid4().hex, "local_validation", DOSSIER, -1, {})
    editor = RecordEditor(hands.window, hands.window.desk, RECORD_KINDS["local_validation"], fresh)
    editor.open()
    assert "尚缺数据" in editor.sums.text()
    for key, value in (("present", 263), ("detected", 81)):
        made = next(row for row in editor.rows if row.field.key == key)
        made.editor.put(value)
        made.commit()
    settle()
    assert "30.8 (25.5~36.6)" in editor.sums.text()
    editor.reject()


def test_half_typed_figures_and_other_kinds_give_nothing():
    held = dossier()
    assert computed("term", {"term": "x"}, held, Lang.ZH) == ""
    assert "尚缺" in computed("value_sheet", {"cases_day": "6x"}, held, Lang.ZH)
    typed = {
        "value": "93.5",
        "unit": "%",
        "ci_low": "91.2",
        "ci_high": "95.4",
        "successes": 561,
        "trials": 600,
    }
    shown = computed("result", typed, held, Lang.EN)
    assert "Wilson" in shown
    assert "91.2~95.3" in shown
