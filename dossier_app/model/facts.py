"""Classification facts as one checked value; contradictions are refused with both keys named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.conditions import FactTable
from dossier_app.model.factwords import AID_FUNCTIONS, FACT_WORDS, FactKind, FactWord, label, word

_CODE = re.compile(r"\d{2}(-\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a product, in the words of `factwords`."""

    product_form: str
    medical_purpose: bool
    input_kind: str
    input_domain: str
    core_functions: tuple[str, ...]
    algorithm: str
    maturity: str
    functions: tuple[str, ...]
    conclusion: str
    host_class: str | None = None
    host_code: str | None = None
    origin: str = "domestic"
    filing: str = "first"
    product_name: str = ""

    def table(self) -> FactTable:
        """Return every fact as the tuple of its values, as conditions read them."""
        return {entry.name: _values(getattr(self, entry.name)) for entry in fields(self)}

    def as_json(self) -> dict[str, Any]:
        """Return the JSON form; parsing it gives the same facts again."""
        found = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        return {
            key: list(value) if isinstance(value, tuple) else value for key, value in found.items()
        }


def parse_facts(raw: Any) -> Facts:  # noqa: ANN401 - whatever a JSON file holds
    """Return the facts of one JSON object.

    Raises:
        BadInput: not an object, an unknown key or value, a fact missing, or two that contradict.
    """
    if not isinstance(raw, Mapping):
        raise _refusal("$", Text("事实应是一个 JSON 对象。", "Facts must be one JSON object."))
    unknown = [key for key in raw if key not in {entry.key for entry in FACT_WORDS}]
    if unknown:
        raise _refusal(
            f"$.{unknown[0]}",
            Text(
                "没有名为“{key}”的事实；可用：{known}。",
                "There is no fact called '{key}'; known are: {known}.",
            ).format(key=unknown[0], known="、".join(entry.key for entry in FACT_WORDS)),
        )
    read = {
        entry.key: _read(entry, raw[entry.key])
        for entry in FACT_WORDS
        if raw.get(entry.key) is not None
    }
    for entry in FACT_WORDS:
        if entry.required and entry.key not in read:
            raise _refusal(f"$.{entry.key}", _MISSING.format(label=entry.label))
    facts = Facts(**read)
    _refuse_contradictions(facts)
    return facts


_MISSING = Text("缺少“{label}”。", "“{label}” is missing.")
_WRONG = Text(
    "“{label}”不能是 {value}；应为：{expected}。",
    "“{label}” cannot be {value}; expected: {expected}.",
)
_CLASH = Text("“{one}”与“{other}”矛盾：{why}", "“{one}” and “{other}” contradict each other: {why}")


def _read(entry: FactWord, value: Any) -> Any:  # noqa: ANN401 - JSON in, checked value out
    place = f"$.{entry.key}"
    if entry.kind is FactKind.FLAG:
        if not isinstance(value, bool):
            raise _wrong(place, entry, value, "true, false")
        return value
    if entry.kind is FactKind.MANY:
        if not isinstance(value, list):
            raise _wrong(place, entry, value, "[...]")
        for index, part in enumerate(value):
            if part not in entry.values:
                raise _wrong(f"{place}[{index}]", entry, part, ", ".join(entry.values))
        return tuple(dict.fromkeys(value))
    if entry.kind is FactKind.ONE:
        if not isinstance(value, str) or value not in entry.values:
            raise _wrong(place, entry, value, ", ".join(entry.values))
        return value
    if not isinstance(value, str) or (entry.key == "host_code" and not _CODE.fullmatch(value)):
        raise _wrong(place, entry, value, "NN-NN-NN" if entry.key == "host_code" else "文字 / text")
    return value


def _refuse_contradictions(facts: Facts) -> None:
    host = [key for key in ("host_class", "host_code") if getattr(facts, key) is not None]
    if facts.product_form == "standalone" and host:
        raise _clash(
            "product_form",
            host[0],
            Text("独立软件没有主机。", "stand-alone software has no host device."),
        )
    if facts.product_form == "component" and not host:
        raise _clash(
            "product_form",
            "host_class",
            Text("软件组件要说明主机的类别或编码。", "a component needs its host's class or code."),
        )
    if facts.input_domain == "text" and facts.input_kind == "device_data":
        raise _clash(
            "input_domain", "input_kind", Text("文字不是医疗器械数据。", "text is not device data.")
        )
    aid = [name for name in facts.functions if name in AID_FUNCTIONS]
    if aid and not facts.medical_purpose:
        why = Text("{name} 是为医疗决策服务的。", "{name} serves a medical decision.").format(
            name=label("functions", aid[0])
        )
        raise _clash("functions", "medical_purpose", why)
    if facts.conclusion in ("prompt", "advice") and not facts.functions:
        raise _clash(
            "conclusion",
            "functions",
            Text("给出提示或建议必有一项功能。", "a prompt or advice comes from some function."),
        )


def _clash(one: str, other: str, why: Text) -> BadInput:
    message = _CLASH.format(one=word(one).label, other=word(other).label, why=why)
    return _refusal(f"$.{one}, $.{other}", message)


def _wrong(place: str, entry: FactWord, value: Any, expected: str) -> BadInput:  # noqa: ANN401
    return _refusal(place, _WRONG.format(label=entry.label, value=repr(value), expected=expected))


def _refusal(place: str, message: Text) -> BadInput:
    return BadInput(message, place=place, code="FACTS-01")


def _values(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - any fact
    if value is None or value == "":
        return ()
    if isinstance(value, bool):
        return ("true",) if value else ("false",)
    return value if isinstance(value, tuple) else (value,)


def changed(facts: Facts, changes: Mapping[str, Any]) -> Facts:
    """Return the facts with some replaced, checked like any others; None takes an optional fact away."""
    for key in changes:
        if key not in {entry.key for entry in FACT_WORDS}:
            raise _refusal(
                f"$.{key}", _WRONG.format(label=key, value=repr(changes[key]), expected=_known())
            )
    return parse_facts({**facts.as_json(), **changes})


def _known() -> str:
    return ", ".join(word(entry.key).key for entry in FACT_WORDS)
