"""What case lists show: sets that overlap, counts that differ, claims that no tested case stands behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from dossier_app.base.text import Text, same
from dossier_app.model.cases import NAMES, CaseColumn
from dossier_app.model.cases_claim import Claimed, claimed_reach
from dossier_app.model.cases_facts import DIMENSIONS, CaseFacts, ListFacts, Overlap
from dossier_app.model.checks.scene import Scene, answer_place, found, place_of
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.records import Record

THIN = 30
"""Fewer cases than this in a claimed group are called thin: an interval around them says little."""
_BUILD = ("training", "tuning")
_JUDGE = ("test", "evaluation", "stress", "adversarial")
TESTED = ("test", "evaluation", "clinical")
_SAMPLES = (CaseColumn.IMAGE, CaseColumn.STUDY)
_COUNTED = ("patients", "studies", "images", "positive", "negative")
_STRATA = {
    CaseColumn.AGE: "岁|年龄|age",
    CaseColumn.SEX: "男|女|性别|male|sex",
    CaseColumn.MAKER: "厂|设备|联影|西门子|飞利浦|GE|佳能|东软|vendor|maker",
    CaseColumn.SIZE: "mm|毫米|大小|size",
    CaseColumn.SLICE: "层厚|slice",
    CaseColumn.TYPE: "实性|磨玻璃|密度|类型|density|type",
}


def cases(scene: Scene) -> Iterator[Finding]:
    """Yield overlaps (P1, P5), reach (P9) and DATA-01 to DATA-06; nothing without case lists."""
    facts = scene.dossier.cases
    if not (facts.lists or facts.absent):
        return
    yield from _overlaps(scene, facts)
    yield from _gaps(scene, facts)
    for each in facts.lists:
        if dataset := scene.get("dataset", each.dataset):
            yield from _counts(scene, dataset, each)
            yield from _period(scene, dataset, each)
            if dataset.text("role") == "test":
                yield from _strata(scene, dataset, each)
    yield from _reach(scene, [each for each in facts.lists if _role(scene, each.dataset) in TESTED])


def _role(scene: Scene, dataset: str) -> str:
    record = scene.get("dataset", dataset)
    return record.text("role") if record else ""


def _name(scene: Scene, dataset: str) -> Text:
    record = scene.get("dataset", dataset)
    return same(record.text("name") if record else dataset)


def _overlaps(scene: Scene, facts: CaseFacts) -> Iterator[Finding]:
    pairs: dict[tuple[str, str], dict[CaseColumn, Overlap]] = {}
    for each in facts.overlaps:
        if each.shared:
            pairs.setdefault((each.one, each.other), {})[each.level] = each
    for (one, other), levels in pairs.items():
        if code := _rule(_role(scene, one), _role(scene, other)):
            levels.pop(CaseColumn.SITE, None)
            if levels:
                yield _overlap(scene, code, (one, other), levels)
    yield from _sites(scene, facts)


def _rule(one: str, other: str) -> str:
    """Return which rule keeps two roles apart, empty when none does."""
    roles = {one, other}
    if "clinical" in roles and roles & {*_BUILD, "test"}:
        return "P5"
    apart = roles == set(_BUILD) or (roles & set(_BUILD) and roles & set(_JUDGE))
    return "P1" if apart else ""


def _overlap(
    scene: Scene, code: str, pair: tuple[str, str], shared: dict[CaseColumn, Overlap]
) -> Finding:
    counted = [_SHARED.format(what=NAMES[level], n=o.shared) for level, o in shared.items()]
    message = _OVERLAP.format(
        one=_name(scene, pair[0]), other=_name(scene, pair[1]), what=_listed(counted)
    )
    by_patient = code == "P1" and not any(level in shared for level in _SAMPLES)
    place = place_of(scene.dossier.where("case_list", dataset=pair[1])[0], "dataset")
    if by_patient:
        return found(scene, code, place, message, severity=Severity.WARNING)
    return found(scene, code, place, message)


def _sites(scene: Scene, facts: CaseFacts) -> Iterator[Finding]:
    """Yield DATA-05 when every site tested has also given training cases."""
    known = _site_words(scene, facts.lists, _BUILD)
    tested = _site_words(scene, facts.lists, TESTED)
    if known and tested and tested <= known:
        place = answer_place(scene, "provenance.split")
        yield found(scene, "DATA-05", place, _NO_NEW_SITE.format(n=len(tested)))


def _site_words(scene: Scene, lists: Iterable[ListFacts], roles: tuple[str, ...]) -> set[str]:
    chosen = [each for each in lists if _role(scene, each.dataset) in roles]
    return {word for each in chosen for word in each.words(CaseColumn.SITE)}


def _gaps(scene: Scene, facts: CaseFacts) -> Iterator[Finding]:
    for record in facts.absent:
        if held := scene.get("case_list", record):
            name = same(held.text("file_name"))
            yield found(scene, "DATA-02", place_of(held, "dataset"), _ABSENT.format(name=name))
    for one, other in facts.incomparable:
        place = place_of(scene.dossier.where("case_list", dataset=other)[0], "dataset")
        names = {"one": _name(scene, one), "other": _name(scene, other)}
        yield found(scene, "DATA-02", place, _SALTS.format(**names))
    listed = {row.text("dataset") for row in scene.dossier.all("case_list")}
    for dataset in scene.dossier.all("dataset"):
        if dataset.text("role") in (*_BUILD, *TESTED) and dataset.id not in listed:
            name = same(dataset.text("name"))
            yield found(scene, "DATA-03", place_of(dataset, "name"), _NO_LIST.format(name=name))


def _counts(scene: Scene, dataset: Record, each: ListFacts) -> Iterator[Finding]:
    differing = []
    for key in _COUNTED:
        registered, listed = dataset.number(key), getattr(each.counts, key)
        if registered is not None and listed is not None and registered != listed:
            differing.append(_COUNT.format(what=_WORDS[key], listed=listed, registered=registered))
    if differing:
        message = _DIFFER.format(name=same(dataset.text("name")), what=_listed(differing))
        yield found(scene, "DATA-01", place_of(dataset, "patients"), message)


def _period(scene: Scene, dataset: Record, each: ListFacts) -> Iterator[Finding]:
    start, end = dataset.day("period_from"), dataset.day("period_to")
    first, last = each.counts.first, each.counts.last
    early = bool(first and start and first < f"{start:%Y-%m}")
    late = bool(last and end and last > f"{end:%Y-%m}")
    if early or late:
        message = _PERIOD.format(name=same(dataset.text("name")), first=first, last=last)
        yield found(scene, "DATA-04", place_of(dataset, "period_from"), message)


def _strata(scene: Scene, dataset: Record, each: ListFacts) -> Iterator[Finding]:
    """Yield DATA-06: groups of a test set of which no result with n and interval speaks."""
    results = [
        r.text("subgroup")
        for r in scene.dossier.where("result", dataset=dataset.id)
        if r.number("n") and r.number("ci_low") is not None and r.number("ci_high") is not None
    ]
    lacking = [
        NAMES[column]
        for column, words in _STRATA.items()
        if sum(map(bool, each.words(column).values())) > 1
        and not any(re.search(words, r, re.I) for r in results)
    ]
    if lacking:
        message = _NO_STRATA.format(name=same(dataset.text("name")), what=_listed(lacking))
        yield found(scene, "DATA-06", place_of(dataset, "name"), message)


def _reach(scene: Scene, lists: list[ListFacts]) -> Iterator[Finding]:
    """Yield P9 where the tested cases together leave out or hardly hold what is claimed."""
    if not lists:
        return
    reach = claimed_reach(scene.dossier)
    for claimed in reach.spans:
        yield from _span(scene, claimed, lists)
    sexes = _together(lists, CaseColumn.SEX)
    missing = [_SEXES[sex] for sex in reach.sexes if sexes and not sexes.get(sex)]
    if missing:
        place = answer_place(scene, "claim.population")
        yield found(scene, "P9", place, _NOTTESTED.format(what=_listed(missing)))
    makers = _together(lists, CaseColumn.MAKER)
    place = answer_place(scene, "claim.acquisition")
    if absent := [same(name) for name in reach.makers if makers and name not in makers]:
        yield found(scene, "P9", place, _NOTTESTED.format(what=_listed(absent)))
    if makers and len(makers) < reach.maker_count:
        message = _FEW_MAKERS.format(claimed=reach.maker_count, tested=len(makers))
        yield found(scene, "P9", place, message)
    if thin := [same(f"{name}（{n}）") for name, n in makers.items() if n < THIN]:
        message = _THIN.format(most=THIN, what=_listed(thin))
        yield found(scene, "P9", place, message, severity=Severity.HINT)


def _span(scene: Scene, claimed: Claimed, lists: list[ListFacts]) -> Iterator[Finding]:
    field = {CaseColumn.AGE: "claim.population", CaseColumn.SIZE: "claim.purpose"}
    place = answer_place(scene, field.get(claimed.column, "claim.acquisition"))
    spans = [each.spans[claimed.column] for each in lists if claimed.column in each.spans]
    if not spans:
        return
    low, high = min(low for low, _ in spans), max(high for _, high in spans)
    names = {"what": NAMES[claimed.column], "words": same(claimed.words)}
    beyond = (claimed.low is not None and low > claimed.low and claimed.high is not None) or (
        claimed.high is not None and high < claimed.high
    )
    if beyond and claimed.column is not CaseColumn.AGE:
        message = _NARROWER.format(low=low, high=high, **names)
        yield found(scene, "P9", place, message)
    groups = _together(lists, claimed.column)
    wanted = [word for word in _groups(claimed) if not groups.get(word)]
    if wanted and claimed.column is not CaseColumn.KV:
        message = _NO_GROUP.format(groups=_listed(map(same, wanted)), **names)
        yield found(scene, "P9", place, message)
    thin = [same(f"{w}（{groups[w]}）") for w in _groups(claimed) if 0 < groups.get(w, 0) < THIN]
    if thin:
        message = _THIN.format(most=THIN, what=_listed(thin))
        yield found(scene, "P9", place, message, severity=Severity.HINT)


def _groups(claimed: Claimed) -> list[str]:
    """Return the groups of a measured dimension that lie wholly in what is claimed."""
    bounds = next(d.bounds for d in DIMENSIONS if d.column is claimed.column)
    inner = [(f"{a}–<{b}", Decimal(a), Decimal(b)) for a, b in pairwise(bounds)]
    if bounds and claimed.high is None:
        inner.append((f"≥{bounds[-1]}", Decimal(bounds[-1]), Decimal(bounds[-1])))
    return [name for name, a, b in inner if claimed.reaches(a) and claimed.reaches(b)]


def _together(lists: Iterable[ListFacts], column: CaseColumn) -> dict[str, int]:
    counted: dict[str, int] = {}
    for each in lists:
        for word, n in each.words(column).items():
            counted[word] = counted.get(word, 0) + n
    return counted


def _listed(parts: Iterable[Text]) -> Text:
    said = list(parts)
    return Text("、".join(part.zh for part in said), ", ".join(part.en for part in said))


_SEXES = {"M": Text("男性", "men"), "F": Text("女性", "women")}
_WORDS = {
    "patients": Text("患者", "patients"),
    "studies": Text("检查", "studies"),
    "images": Text("图像", "images"),
    "positive": Text("阳性检查", "positive studies"),
    "negative": Text("阴性检查", "negative studies"),
}
_SHARED = Text("{what} {n} 个", "{n} by {what}")
_OVERLAP = Text(
    "“{one}”与“{other}”的病例重叠：{what}。请从其中一个集合移出后重新划分和测试。",
    "“{one}” and “{other}” share cases: {what}. Take them out of one set, split and test anew.",
)
_NO_NEW_SITE = Text(
    "测试与临床数据的 {n} 家机构都提供过训练数据，没有未参与研发的机构。按机构独立是好做法，请考虑外部测试。",
    "All {n} sites tested also gave training cases; none is new. Independence by site is good practice: consider an external test.",
)
_ABSENT = Text(
    "病例清单“{name}”的内容不在本工作区，独立性和分布未计算。请重新导入，或用交接包带入。",
    "The content of case list “{name}” is not in this workspace, so nothing was computed from it. Import it again or bring it with a bundle.",
)
_SALTS = Text(
    "“{one}”与“{other}”的编号用不同的盐散列，不能比较。请在同一工作区重新导入。",
    "The ids of “{one}” and “{other}” were hashed with different salts and cannot be compared. Import both in one workspace.",
)
_NO_LIST = Text(
    "“{name}”没有病例清单，它的独立性未计算。请导入。",
    "“{name}” has no case list, so its independence is not computed. Import one.",
)
_COUNT = Text("{what} {listed}（登记 {registered}）", "{listed} {what} (registered {registered})")
_DIFFER = Text(
    "“{name}”的病例清单与登记数量不符：{what}。请更正登记或清单。",
    "The case list of “{name}” differs from what is registered: {what}. Correct one of them.",
)
_PERIOD = Text(
    "“{name}”的病例采集于 {first} 至 {last}，超出登记的采集期间。请核对。",
    "Cases of “{name}” were acquired from {first} to {last}, outside the registered period. Check.",
)
_NO_STRATA = Text(
    "“{name}”按{what}可以分层，却没有带样本量和置信区间的分层结果。请补充。",
    "“{name}” can be grouped by {what}, but no result with n and interval does so. Add them.",
)
_NOTTESTED = Text(
    "主张涵盖{what}，测试与临床数据中没有。请补充数据，或收窄主张。",
    "The claim covers {what}, of which nothing was tested. Add data or narrow the claim.",
)
_NARROWER = Text(
    "主张“{words}”，测试与临床数据的{what}只在 {low}～{high}。请补充数据，或收窄主张。",
    "“{words}” is claimed, but the {what} tested is {low} to {high} only. Add data or narrow the claim.",
)
_NO_GROUP = Text(
    "主张“{words}”，测试与临床数据按{what}没有 {groups} 的病例。请补充数据，或收窄主张。",
    "“{words}” is claimed, but by {what} no case of {groups} was tested. Add data or narrow the claim.",
)
_THIN = Text(
    "主张范围内的下列分组不足 {most} 例：{what}。",
    "These groups within the claim hold fewer than {most} cases: {what}.",
)
_FEW_MAKERS = Text(
    "写明已验证 {claimed} 个厂家，测试与临床数据只有 {tested} 个。请核对。",
    "{claimed} makers are said to be verified, the cases tested have {tested}. Check.",
)
