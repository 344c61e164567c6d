"""Turns what was read from a buyer's file into the records of a tender."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.base.text import Text
from dossier_app.model.dossier import Dossier
from dossier_app.model.fields import CHINA
from dossier_app.model.finding import Finding, Place, Severity
from dossier_app.model.records import Record
from dossier_app.model.steps.tender import MODES
from dossier_app.model.tenderfile import RequirementRow, SourcePlace, TenderFile
from dossier_app.service.commands import AddRecord, Batch, ChangeRecord, Command, JsonValue
from dossier_app.service.sameproject import refuse_other

Values = dict[str, JsonValue]

_LABELS: tuple[tuple[str, str], ...] = (
    ("name", r"(采购|招标)?项目名称"),
    ("number", r"(项目|招标|采购|询价|磋商|谈判)?(文件)?编号|项目号|项目代码"),
    ("purchaser", r"采购人(名称)?|采购单位(名称)?|招标人(名称)?"),
    ("agency", r"(采购|招标)?代理(机构|单位)(名称)?"),
    ("budget", r"(采购)?预算(金额|总额)?"),
    ("ceiling", r"最高(投标)?限价|控制价"),
    ("deadline", r".*截止.*"),
    ("opening", r".*开标(时间|日期)"),
    ("validity_days", r"(投标|响应|报价)有效期"),
    ("mode", r"采购方式|招标方式"),
)
_MOMENT = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*(?:(\d{1,2})\s*[:：时点]\s*(\d{1,2})?)?"
)
_UNITS = {"万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_NO_TENDER = Text("卷宗中没有投标项目“{name}”。", "The dossier has no tender “{name}”.")


_NOTHING = Text(
    "“{name}”里没有读到条款、评分项或报价行，未存入任何内容。{why}请确认是否为采购需求文件，或在窗口的导入预览中指定各列。",
    "No clause, score item or price line was read from “{name}”; nothing was stored. {why} "
    "Check that it is the buyer's requirement file, or name its columns on the window's import preview.",
)


def refuse_empty(read: TenderFile, name: str) -> None:
    """Refuse a file that gave no row at all; raises BadInput."""
    if not (read.requirements or read.scoring or read.price_lines):
        said = [found.message for found in read.findings if found.code != "READ-09"][:3]
        why = Text("".join(each.zh for each in said), " ".join(each.en for each in said))
        raise BadInput(_NOTHING.format(name=name or "-", why=why), place=name, code="TENDER-EMPTY")


def importing(
    dossier: Dossier,
    read: TenderFile,
    tender: str | None,
    kept: AddRecord | None,
    *,
    other_project: bool = False,
) -> tuple[str, Batch]:
    """Return the tender's id and the one command that stores a buyer's file; `kept` is its evidence record.

    Raises:
        NotFound: `tender` names none of the dossier's.
        BadInput: the file is of another project than `tender` and `other_project` was not asked for.
    """
    owner = dossier.heading.id
    facts = project_values(read)
    if kept is not None:
        facts["source"] = kept.id
    parts: list[Command] = [kept] if kept else []
    if tender is None:
        identity = uuid.uuid4().hex
        values: Values = {"code": next_code(dossier), "state": "preparing", **facts}
        parts.append(AddRecord(owner, "tender", identity, values))
    else:
        record = dossier.tender(tender)
        if record is None:
            raise NotFound(_NO_TENDER.format(name=tender), place=tender, code="NO-TENDER")
        if not other_project:
            refuse_other(record, facts, "IMPORT-OTHER")
        identity = record.id
        missing = {k: v for k, v in facts.items() if k not in record.values or k == "source_facts"}
        parts.append(ChangeRecord("tender", identity, missing))
    parts += _rows(owner, identity, read)
    name = Text("导入招标文件（{count} 条要求）", "Import a tender file ({count} requirements)")
    return identity, Batch(name.format(count=len(read.requirements)), tuple(parts))


def faults(read: TenderFile) -> Iterator[Finding]:
    """Yield what contradicts itself in a file: opening before the deadline."""
    facts = project_values(read)
    deadline, opening = facts.get("deadline"), facts.get("opening")
    if isinstance(deadline, str) and isinstance(opening, str) and opening < deadline:
        message = _EARLY.format(opening=opening, deadline=deadline)
        yield Finding("READ-23", Severity.WARNING, "tender", Place(), message)


_EARLY = Text(
    "开标时间 {opening} 早于投标截止时间 {deadline}，请向采购人核实。",
    "Opening ({opening}) lies before the deadline ({deadline}); ask the purchaser.",
)


def next_code(dossier: Dossier) -> str:
    """Return the next free code T1, T2, ..."""
    taken = {record.text("code") for record in dossier.all("tender")}
    return next(code for n in range(1, len(taken) + 2) if (code := f"T{n}") not in taken)


def project_values(read: TenderFile) -> Values:
    """Return what the file says about the project as far as it can be understood; all of it stays word for word."""
    values: Values = {}
    for label, said in read.project.items():
        bare = re.sub(r"[（(].*?[）)]|\s", "", label)
        for key, pattern in _LABELS:
            if key not in values and re.fullmatch(pattern, bare):
                value = _understood(key, said, label)
                if value is not None:
                    values[key] = value
    if "deadline" in values and "opening" not in values and "开标" in "".join(read.project):
        values["opening"] = values["deadline"]
    if read.project:
        values["source_facts"] = json.dumps(dict(read.project), ensure_ascii=False)
    return values


def requirement_values(tender: str, row: RequirementRow) -> Values:
    """Return the values of a requirement record."""
    thresholds = [threshold.as_json() for threshold in row.thresholds]
    return {
        "tender": tender,
        "section": row.section,
        "number": row.number,
        "marks": row.marks,
        "effective_marks": row.effective_marks,
        "text": row.text,
        "kind": row.kind,
        "thresholds": json.dumps(thresholds, ensure_ascii=False) if thresholds else "",
        "place": place_words(row.source),
    }


def place_words(source: SourcePlace) -> str:
    """Return where a row stands in the file, in words."""
    parts = (
        source.sheet,
        f"第 {source.page} 页" if source.page else "",
        f"第 {source.paragraph} 段" if source.paragraph else "",
        source.cell,
    )
    return " ".join(part for part in parts if part)


def _rows(owner: str, tender: str, read: TenderFile) -> Iterator[Command]:
    for symbol, effect in read.mark_effects.items():
        yield AddRecord(owner, "mark", uuid.uuid4().hex, mark_values(tender, symbol, effect))
    for row in read.requirements:
        yield AddRecord(owner, "requirement", uuid.uuid4().hex, requirement_values(tender, row))
    for values in list_values(tender, read):
        kind = "score_item" if "item" in values else "price_line"
        yield AddRecord(owner, kind, uuid.uuid4().hex, values)


def list_values(tender: str, read: TenderFile) -> Iterator[Values]:
    """Yield the values of score items, then of price lines, money in yuan."""
    for score in read.scoring:
        values: Values = {"tender": tender, "group": score.group, "item": score.item}
        if points := _decimal(score.points):
            values["points"] = points
        yield values
    for line in read.price_lines:
        money = {"quantity": line.quantity, "unit_price": line.unit_price, "total": line.total}
        factor = _UNITS.get(line.unit, Decimal(1))
        values = {"tender": tender, "number": line.number, "name": line.name}
        for key, raw in money.items():
            if figure := _decimal(raw, Decimal(1) if key == "quantity" else factor):
                values[key] = figure
        values["remark"] = line.unit
        yield values


def mark_values(tender: str, symbol: str, effect: str) -> Values:
    """Return the values of a mark record for a meaning as read from the file: reject, score, -N or unknown."""
    values: Values = {"tender": tender, "symbol": symbol}
    if effect.startswith("-"):
        return values | {"effect": "score", "points": effect[1:]}
    return values | {"effect": effect if effect in ("reject", "score") else "unknown"}


def _understood(key: str, said: str, label: str) -> JsonValue:
    if key in ("budget", "ceiling"):
        unit = next((unit for unit in _UNITS if unit in label or unit in said), "")
        found = re.search(r"\d[\d,，]*(\.\d+)?", said)
        figure = found[0].replace("，", ",") if found else ""
        return _decimal(figure, _UNITS.get(unit, Decimal(1))) or None
    if key in ("deadline", "opening"):
        return _moment(said)
    if key == "validity_days":
        days = re.search(r"\d+", said)
        return int(days[0]) if days else None
    if key == "mode":
        return next((option.key for option in MODES if option.label.zh in said), None)
    return said


def _moment(said: str) -> str | None:
    found = _MOMENT.search(said)
    if found is None or found[4] is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=CHINA).isoformat(timespec="minutes")
    except ValueError:
        return None


def _decimal(raw: str, factor: Decimal = Decimal(1)) -> str:
    try:
        value = Decimal(raw.replace(",", "").strip()) * factor
    except InvalidOperation:
        return ""
    return format(value.normalize(), "f") if value.is_finite() else ""


def facts_of(tender: Record) -> Mapping[str, str]:
    """Return what the buyer's file says about the project, word for word."""
    found: Mapping[str, str] = json.loads(tender.text("source_facts") or "{}")
    return found
