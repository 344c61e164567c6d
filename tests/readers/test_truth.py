from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossier_app.readers.tender import read_here, read_tender

_DATA = Path(__file__).parent / "data"
_NOTES = {"status", "source", "rule"}
_FILES = sorted(path for path in _DATA.iterdir() if path.suffix in {".xlsx", ".docx"})


def _differences(truth: dict[str, object], got: dict[str, object]) -> list[str]:
    found = []
    for key, wanted in truth.items():
        if key in _NOTES:
            continue
        if key == "finding_codes":
            have: object = [finding["code"] for finding in got["findings"]]
        elif isinstance(wanted, list) and isinstance(got[key], list):
            have = [
                {name: row[name] for name in like}
                for row, like in zip(got[key], wanted, strict=False)
            ]
            if len(got[key]) != len(wanted):
                found.append(f"{key}: {len(got[key])} rows instead of {len(wanted)}")
        else:
            have = got[key]
        if have != wanted:
            found.append(f"{key}: {have!r} instead of {wanted!r}")
    return found


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_real_file_is_read_to_its_truth(path: Path) -> None:
    truth = json.loads(path.with_name(path.name + ".truth.json").read_text(encoding="utf-8"))
    assert _differences(truth, read_here(path).as_json()) == []


def test_all_five_files_are_compared() -> None:
    assert len(_FILES) == 5


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_child_process_hands_over_the_same(path: Path) -> None:
    assert read_tender(path) == read_here(path)


def test_comparison_sees_a_changed_row() -> None:
    path = _DATA / "nodule-hospital-form.xlsx"
    truth = json.loads(path.with_name(path.name + ".truth.json").read_text(encoding="utf-8"))
    truth["requirements"][3]["marks"] = "▲"
    assert len(_differences(truth, read_here(path).as_json())) == 1


def test_rows_say_where_they_stand() -> None:
    tender = read_here(_DATA / "nodule-hospital-form.xlsx")
    row = next(row for row in tender.requirements if row.number == "2.1")
    assert (row.source.sheet, row.source.cell) == ("技术参数", "C11")
    word = read_here(_DATA / "coronary-requirements.docx").requirements
    assert (word[0].source.paragraph, word[0].source.cell) == ("4", "R3C2")
    assert word[-1].source.paragraph == "10"
