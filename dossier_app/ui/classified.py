"""What step 3 asks of the rule pack: the class, the class if facts were others, and the one-line result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dossier_app.base.errors import BadInput
from dossier_app.base.text import Text
from dossier_app.model.classresult import Classification
from dossier_app.model.steps import vocabulary
from dossier_app.model.variations import Variation
from dossier_app.service import queries
from dossier_app.service.judging import class_variations
from dossier_app.ui.desk import Desk
from dossier_app.ui.i18n import day


@dataclass(frozen=True, slots=True)
class Answer:
    """A result, or the sentence that says why there is none; and whether the confirmation still holds."""

    result: Classification | None
    refusal: Text | None
    confirmed: str
    stale: bool
    others: tuple[Variation, ...] = ()


def answer(desk: Desk, dossier: str) -> Answer:
    """Return the class of a dossier's product and the state of its confirmation."""
    found = [
        (r, stale)
        for r, stale in queries.confirmations(desk.ws, dossier)
        if r.text("what") == "classification"
    ]
    last = max(found, key=lambda pair: pair[0].position, default=None)
    who = f"{last[0].text('person')} {day(last[0].day('on'))}" if last else ""
    told = _asked(desk, dossier, None, who, stale=bool(last and last[1]))
    if told.result is None:
        return told
    others = tuple(each for each in class_variations(desk.ws, dossier) if each.differs)
    return replace(told, others=others)


def what_if(desk: Desk, dossier: str, changes: Mapping[str, object]) -> Answer:
    """Return the class with some facts replaced."""
    return _asked(desk, dossier, changes, "", stale=False)


def headline(result: Classification, desk: Desk) -> Text:
    """Return the result in one line."""
    if result.property != "device" or not result.klass:
        return _PROPERTIES.get(result.property, _PROPERTIES["undetermined"])
    titles = {item.code: item.name for item in desk.pack.catalogue} if desk.pack else {}
    name = titles.get(result.code or "", Text("", ""))
    return _HEADLINE.format(klass=CLASSES[result.klass], code=result.code or "—", name=name)


def _asked(
    desk: Desk, dossier: str, changes: Mapping[str, object] | None, who: str, *, stale: bool
) -> Answer:
    try:
        return Answer(queries.classification(desk.ws, dossier, None, changes), None, who, stale)
    except BadInput as error:
        return Answer(None, error.message, who, stale)


CLASSES = {
    "": Text("不分类", "no class"),
    "I": Text("第一类", "class I"),
    "II": Text("第二类", "class II"),
    "III": Text("第三类", "class III"),
}
_PROPERTIES = {
    "not_device": Text("不作为医疗器械管理", "Not a medical device"),
    "not_separate_device": Text("不单独作为医疗器械管理", "Not a device of its own"),
    "undetermined": Text(
        "属性未能确定，建议申请分类界定", "Undetermined; ask for a classification determination"
    ),
    "device": Text("按医疗器械管理", "A medical device"),
}
_HEADLINE = Text(
    "按{klass}医疗器械管理 · 目录 {code} {name}",
    "A {klass} medical device · catalogue {code} {name}",
)
FACTS: tuple[tuple[str, Text, tuple[tuple[str, Text], ...]], ...] = (
    (
        "algorithm",
        Text("算法", "Algorithm"),
        tuple((o.key, o.label) for o in vocabulary.ALGORITHMS),
    ),
    (
        "maturity",
        Text("成熟度", "Maturity"),
        tuple((o.key, o.label) for o in vocabulary.MATURITIES),
    ),
    (
        "conclusion",
        Text("输出结论", "Conclusion"),
        tuple((o.key, o.label) for o in vocabulary.CONCLUSIONS),
    ),
    (
        "input_kind",
        Text("输入数据", "Input data"),
        tuple((o.key, o.label) for o in vocabulary.INPUT_KINDS),
    ),
    (
        "functions",
        Text("只保留功能", "Only the function"),
        tuple((o.key, o.label) for o in vocabulary.FUNCTIONS),
    ),
)
"""Facts that the what-if offers to change, with their choices."""
