"""Takes registration, filing and acceptance numbers apart and says what does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text, same
from dossier_app.model.packclass import NumberForm
from dossier_app.model.rulepack import RulePack

_ORIGINS = {
    "准": Text("境内", "domestic"),
    "进": Text("进口", "imported"),
    "许": Text("香港、澳门、台湾地区", "Hong Kong, Macao or Taiwan"),
    "试": Text("试产（旧制）", "trial production (old rules)"),
}
_CLASSES = {"1": "I", "2": "II", "3": "III"}
_FIRST_YEAR = 2014
_WIDE = str.maketrans("０１２３４５６７８９（）", "0123456789()")


@dataclass(frozen=True, slots=True)
class NumberPart:
    """One part of a number: its name, the characters, and what they mean."""

    key: str
    name: Text
    value: str
    meaning: Text


@dataclass(frozen=True, slots=True)
class CertificateNumber:
    """A number taken apart; `problems` are what does not fit together, empty when all does."""

    number: str
    form: str
    title: Text
    parts: tuple[NumberPart, ...]
    problems: tuple[Text, ...]
    place: str = ""
    origin: str = ""
    year: int = 0
    klass: str = ""
    code: str = ""
    serial: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return what `certificate parse` prints."""
        return {
            "number": self.number,
            "form": self.form,
            "title": self.title.as_json(),
            "parts": [
                {
                    "key": part.key,
                    "name": part.name.as_json(),
                    "value": part.value,
                    "meaning": part.meaning.as_json(),
                }
                for part in self.parts
            ],
            "class": self.klass or None,
            "code": self.code or None,
            "problems": [problem.as_json() for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Expected:
    """What the rest of a dossier says, for comparison; empty where it says nothing."""

    klass: str = ""
    code: str = ""
    origin: str = ""


def parse_number(
    text: str, pack: RulePack, on: date, expected: Expected | None = None
) -> CertificateNumber:
    """Return the number taken apart, judged on the day `on`.

    Raises:
        BadInput: the text has none of the forms the pack knows.
    """
    number = re.sub(r"\s+", "", text).translate(_WIDE)
    for form in pack.number_forms:
        match = re.fullmatch(form.pattern, number)
        if match:
            return _taken_apart(number, form, match.groupdict(), (pack, on, expected or Expected()))
    shapes = "、".join(form.shape for form in pack.number_forms)
    raise BadInput(
        Text(
            "“{text}”不是注册证、备案或受理编号；认得的写法：{shapes}。",
            "'{text}' is no registration, filing or acceptance number; known forms: {shapes}.",
        ).format(text=text[:60], shapes=shapes),
        place="number",
        code="CERT-01",
    )


_Context = tuple[RulePack, date, Expected]


def _taken_apart(
    number: str, form: NumberForm, found: dict[str, str], context: _Context
) -> CertificateNumber:
    pack, on, expected = context
    bare = CertificateNumber(
        number=number,
        form=form.key,
        title=form.title,
        parts=tuple(_parts(found, pack)),
        problems=(),
        place=found.get("place", ""),
        origin=found.get("origin", ""),
        year=_full_year(found["year"]),
        klass=_CLASSES.get(found.get("class", ""), ""),
        code=found.get("code", ""),
        serial=found["serial"],
    )
    problems = (*_shape_problems(bare, pack, on), *_clashes(bare, expected))
    return CertificateNumber(
        **{name: getattr(bare, name) for name in bare.__slots__ if name != "problems"},
        problems=problems,
    )


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits[:2])


_NAMES = {
    "place": Text("注册或备案部门简称", "Short name of the authority"),
    "origin": Text("注册形式", "Kind of registration"),
    "year": Text(
        "首次注册（备案）年份，延续不变", "Year of first registration, unchanged on renewal"
    ),
    "class": Text("管理类别", "Management class"),
    "code": Text("产品分类编码（子目录）", "Product code (sub-catalogue)"),
    "serial": Text(
        "首次注册流水号，延续不变", "Serial of first registration, unchanged on renewal"
    ),
}


def _parts(found: dict[str, str], pack: RulePack) -> Iterator[NumberPart]:
    for key, value in found.items():
        yield NumberPart(key, _NAMES[key], value, _meaning(key, value, pack))


def _meaning(key: str, value: str, pack: RulePack) -> Text:
    if key == "place":
        return next(
            (entry.name for entry in pack.provinces if entry.short == value[:1]), same(value)
        )
    if key == "origin":
        return _ORIGINS.get(value, same(value))
    if key == "class":
        return Text(f"第{'一二三'[int(value) - 1]}类", f"class {_CLASSES[value]}")
    if key == "code":
        return _SUBCATALOGUES.get(value, Text(f"子目录 {value}", f"sub-catalogue {value}"))
    return same(value)


_SUBCATALOGUES = {
    "06": Text("06 医用成像器械", "06 imaging devices"),
    "21": Text("21 医用软件", "21 medical software"),
    "22": Text("22 临床检验器械", "22 laboratory devices"),
    "40": Text("40 体外诊断试剂（未证实）", "40 in-vitro reagents (unconfirmed)"),
    "70": Text("70 软件（2018年前的编码，未证实）", "70 software (code before 2018, unconfirmed)"),
}


def _shape_problems(number: CertificateNumber, pack: RulePack, on: date) -> Iterator[Text]:
    if number.year > on.year:
        yield Text(f"年份 {number.year} 晚于判断日 {on}。", f"Year {number.year} is after {on}.")
    if number.form != "registration":
        return
    if number.year < _FIRST_YEAR:
        yield Text(
            f"此写法始于2014年，年份 {number.year} 过早。",
            f"This form began in 2014; {number.year} is too early.",
        )
    yield from _authority_problems(number)
    known_old = number.year < 2019 and number.code >= "40"
    if not known_old and not ("01" <= number.code <= "22" or number.code == "40"):
        yield Text(
            f"子目录编码 {number.code} 不在01至22之内（体外诊断试剂为40，未证实）。",
            f"Sub-catalogue {number.code} is not 01 to 22 (40 for reagents, unconfirmed).",
        )
    if number.place != "国" and any(
        entry.short == number.place and "变体" in entry.name.zh for entry in pack.provinces
    ):
        yield Text(
            f"省份简称“{number.place}”未证实。", f"The short name '{number.place}' is unconfirmed."
        )


def _authority_problems(number: CertificateNumber) -> Iterator[Text]:
    national = number.place == "国"
    if national and number.origin == "准" and number.klass != "III":
        yield Text("“国械注准”只用于境内第三类。", "国械注准 is only for domestic class III.")
    if not national and number.origin != "准":
        yield Text(
            "进口和港澳台产品由国家局注册，应以“国”开头。",
            "Imports register with the NMPA and begin with 国.",
        )
    if not national and number.klass != "II":
        yield Text(
            "省级注册证只用于境内第二类。",
            "Provincial certificates are only for domestic class II.",
        )


def _clashes(number: CertificateNumber, expected: Expected) -> Iterator[Text]:
    if expected.klass and number.klass and number.klass != expected.klass:
        yield Text(
            f"编号为第 {number.klass} 类，卷宗为第 {expected.klass} 类；类别改变须换发新编号。",
            f"The number says class {number.klass}, the dossier {expected.klass}; a change of class takes a new number.",
        )
    if expected.code and number.code and number.year >= 2019 and expected.code[:2] != number.code:
        yield Text(
            f"编号的子目录为 {number.code}，分类编码为 {expected.code}。",
            f"The number says sub-catalogue {number.code}, the code is {expected.code}.",
        )
    imported = number.origin in ("进", "许")
    if expected.origin and number.origin and imported != (expected.origin == "import"):
        yield Text(
            "编号的注册形式与产地不符。", "The kind of registration does not fit the origin."
        )
