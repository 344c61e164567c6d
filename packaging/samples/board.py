"""The light dossiers of the board and the unfinished practice product with its planted faults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samples.form import PACK, Sample, Values, content, table_rows

GATES = (
    *("PRE", "G0", "G1"),
    *("CLIN", "REG"),
    *("G2", "G3", "G4", "G5", "G6", "G13"),
    *("G7", "G8", "G9", "G10"),
    *("G11", "G12", "G14", "G15", "G16"),
)
"""The gates of the rule pack by phase, as the letters of a row stand for them."""
STATES = {"p": "passed", "r": "running", "o": "open", "n": "not_needed"}
JUDGED = "2026-11-22"


def light(firm: dict[str, list[Values]]) -> list[Sample]:
    """Return the light dossiers."""
    source = content("light")
    bids = {row["key"]: row for row in _rows(source["tenders"])}
    return [_light(row, bids.get(row["key"]), firm) for row in _rows(source["rows"])]


def _rows(text: str) -> list[dict[str, str]]:
    head, *rows = table_rows(text)
    return [dict(zip(head, row, strict=False)) for row in rows]


def _light(
    row: Mapping[str, str], tender: Mapping[str, str] | None, firm: dict[str, list[Values]]
) -> Sample:
    key = row["key"]
    heading = {
        "id": f"sample-{key}",
        "key": key,
        "name": row["name"],
        "pack": PACK,
        "judged_on": JUDGED,
        "sample": True,
    }
    sample = Sample(heading)
    sample.firm = firm
    sample.answer(_light_answers(row))
    if row["number"]:
        _certificate(sample, row)
    _gates(sample, row)
    if tender:
        _tender(sample, tender)
    return sample


def _gates(sample: Sample, row: Mapping[str, str]) -> None:
    for number, (code, letter) in enumerate(zip(GATES, row["gates"], strict=True), 1):
        values = {"gate": code, "state": STATES[letter]}
        if letter == "p":
            year, month = divmod(number, 12)
            day = f"{2024 + year}-{month + 1:02d}-15"
            values["done_on"] = (row["approved"] if code == "REG" else "") or day
        sample.add("gate", f"{row['key']}-g-{number}", values)


def _light_answers(row: Mapping[str, str]) -> Values:
    answers: Values = {
        "claim.product_name": row["name"].replace("（样例）", ""),
        "claim.registrant": row["registrant"],
        "claim.model": row["model"],
        "claim.release_version": row["release"],
        "claim.full_version": row["full"],
        "claim.life_state": row["state"],
        "claim.use_case": [row["use_case"]],
        "claim.role": row["role"],
        "claim.modality": [row["modality"]],
        "claim.body_part": row["body"],
        "claim.product_form": "standalone",
    }
    if row["state"] in ("review", "changing"):
        answers |= {
            "claim.acceptance_number": f"CQZ99260{len(row['name']):02d}（样例）",
            "claim.accepted_on": "2026-07-06",
        }
    return answers


def _certificate(sample: Sample, row: Mapping[str, str]) -> None:
    maker = sample.find("party", row["registrant"])
    name = sample.text("claim.product_name")
    values = {
        "number": row["number"],
        "registrant": maker["name"],
        "registrant_address": maker["address"],
        "production_address": maker["production_address"],
        "product_name": name,
        "model": row["model"],
        "structure": f"本产品由安装介质（网络交付）组成，含服务器端与客户端。软件发布版本：{row['release']}。",
        "intended_use": f"本产品用于{row['body']}影像的显示与处理，供经培训合格的医师使用，输出结果不能单独用作临床诊疗决策依据。",
        "annex": "产品技术要求",
        "release_version": row["release"],
        "approved_on": row["approved"],
        "effective_on": row["approved"],
        "expires_on": row["expires"],
        "remark": "样例注册证，内容虚构。",
    }
    sample.add("certificate", f"{sample.key}-cert", values)


def _tender(sample: Sample, row: Mapping[str, str]) -> None:
    values: dict[str, Any] = {
        key: row[key]
        for key in ("name", "number", "purchaser", "region", "deadline", "distributor")
    }
    values |= {"code": "T1", "mode": "OPEN", "opening": row["deadline"], "state": "preparing"}
    values |= {"validity_days": int(row["validity"]), "offer_validity_days": int(row["validity"])}
    values["product_full_version"] = row["version"]
    sample.add("tender", f"{sample.key}-t1", values)


def plant(sample: Sample, faults: list[Values]) -> list[Values]:
    """Spoil a good sample as the list says and return what was planted, for people and for the test."""
    planted = []
    for fault in faults:
        _spoil(sample, fault)
        place = {"record": fault["kind"], "id": fault["id"], "field": fault.get("field", "")}
        if fault["kind"] == "answer":
            place = {"record": "", "id": sample.heading["id"], "field": fault["id"]}
        if not fault.get("also"):
            planted.append({"code": fault["code"], "place": place, "what": fault["what"]})
    return planted


def _spoil(sample: Sample, fault: Values) -> None:
    if "remove" in fault:
        kind, gone = fault["remove"]
        sample.records[kind] = [row for row in sample.all(kind) if row["id"] != gone]
    if "value" not in fault:
        return
    target = (
        sample.answers if fault["kind"] == "answer" else sample.find(fault["kind"], fault["id"])
    )
    key = fault["id"] if fault["kind"] == "answer" else fault["field"]
    for name in fault.get("drop_fields", []):
        target.pop(name, None)
    if fault["value"]:
        target[key] = fault["value"]
    else:
        target.pop(key, None)
