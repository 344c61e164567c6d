"""Case lists of the complete samples: fictitious, the same at every making, and just what the register says."""

from __future__ import annotations

import csv
import hashlib
import io
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dossier_app.model.cases import CaseColumn, pack
from dossier_app.model.cases_facts import counts_of
from dossier_app.readers.cases_take import Taker
from samples.form import Sample, Values

SALT = b"dossier builder: sample case lists"
_ROLES = ("training", "tuning", "test", "clinical")
_SET_APART = 5
"""The first institutions gave development data; the others were kept for external and clinical data."""
_MAKERS = [f"样例厂家{letter}" for letter in "甲乙丙丁戊己"]
_SIZES = [*("4.2", "4.8") * 2, "4.5", *("5.5", "6.3", "7.1", "7.9") * 2, *("8.4", "9.2") * 2, "12.5", "21.0", "32.0"]  # fmt: skip
_TYPES = ("实性", "实性", "部分实性", "磨玻璃", "钙化")
_LOOKS: dict[str, dict[str, tuple[str, ...]]] = {
    "lung-nodule": {"kv": ("70", "100", "120", "140"), "slice": ("0.5", "1", "1.25", "2", "3", "5"), "makers": ("6",)},
    "ich-triage": {"kv": ("80", "100", "120", "140"), "slice": ("1", "1.25", "2.5", "4", "5", "5.5"), "makers": ("5",)},
    "coronary": {"kv": ("80", "100", "120"), "slice": ("0.5", "0.6", "0.75", "1"), "makers": ("4",)},
}  # fmt: skip
_COLUMNS = {
    "患者编号": CaseColumn.PATIENT,
    "检查编号": CaseColumn.STUDY,
    "机构": CaseColumn.SITE,
    "地区": CaseColumn.REGION,
    "设备厂商": CaseColumn.MAKER,
    "采集日期": CaseColumn.DATE,
    "年龄": CaseColumn.AGE,
    "性别": CaseColumn.SEX,
    "标签": CaseColumn.LABEL,
    "层厚": CaseColumn.SLICE,
    "管电压": CaseColumn.KV,
    "病灶大小": CaseColumn.SIZE,
    "病灶类型": CaseColumn.TYPE,
}


def add_case_lists(sample: Sample, folder: Path) -> None:
    """Give each development, test and clinical set its list; contents go into `folder` under their hash."""
    folder.mkdir(parents=True, exist_ok=True)
    for dataset in [row for row in sample.all("dataset") if row["role"] in _ROLES]:
        rows = [list(row) for row in _rows(sample, dataset)]
        taker = Taker([*_COLUMNS], [*_COLUMNS.values()], SALT, date(2026, 1, 1))
        taker.take(range(2, len(rows) + 2), rows)
        content = taker.content()
        if taker.faults.count or taker.personal:
            raise LookupError(f"{dataset['id']}: {taker.faults.kept[:3]} {taker.personal}")
        data, counts = pack(content), counts_of(content)
        sha256 = hashlib.sha256(data).hexdigest()
        (folder / sha256).write_bytes(data)
        values = {
            "dataset": dataset["id"],
            "file_name": f"{dataset['name'].split()[0]}-cases.csv",
            "file_sha256": hashlib.sha256(_text(rows).encode()).hexdigest(),
            "taken_on": dataset["made_on"],
            "rows": counts.rows,
            "patients": counts.patients,
            "studies": counts.studies,
            "positive": counts.positive,
            "negative": counts.negative,
            "content": sha256,
        }
        sample.add("case_list", dataset["id"].replace("-d-", "-cl-"), values)


def _rows(sample: Sample, dataset: Values) -> Iterator[tuple[str, ...]]:
    chance = random.Random(dataset["id"])  # noqa: S311 - invented patients
    look, lesions = _LOOKS[sample.key], sample.key == "lung-nodule"
    outside = "-ext" in dataset["id"] or dataset["role"] == "clinical"
    sites = sample.all("institution")[_SET_APART:] if outside else sample.all("institution")[:_SET_APART]  # fmt: skip
    makers = _MAKERS[: int(look["makers"][0]) - outside]
    start, end = (date.fromisoformat(dataset[key]) for key in ("period_from", "period_to"))
    patients = [
        (chance.choice(sites), chance.choice(makers), min(93, max(18, round(chance.gauss(57, 15)))), chance.choice("男女"))
        for _ in range(int(dataset["patients"]))
    ]  # fmt: skip
    positive = [n < int(dataset["positive"]) for n in range(int(dataset["studies"]))]
    chance.shuffle(positive)
    short, found = dataset["name"].split()[0], 0
    for n, is_positive in enumerate(positive):
        site, maker, age, sex = patients[n % len(patients)]
        day = date.fromordinal(chance.randint(start.toordinal(), end.toordinal()))
        found += is_positive
        sized = is_positive and lesions
        yield (
            f"{short}-P{n % len(patients):05d}", f"{short}-S{n:05d}", site["name"], site["region"], maker,
            day.isoformat(), str(age), sex, "阳性" if is_positive else "阴性",
            chance.choice(look["slice"]), chance.choice(look["kv"]),
            _SIZES[found % len(_SIZES)] if sized else "", chance.choice(_TYPES) if sized else "",
        )  # fmt: skip


def _text(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([[*_COLUMNS], *rows])
    return out.getvalue()
