"""The data rules P1-P12: independence, rights, human review, statements that fit the data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, answer_place, found, place_of
from dossier_app.model.finding import Finding
from dossier_app.model.records import Record

_DEVELOPMENT = ("training", "tuning", "test")
_BASES = ("raw", "basic", "annotated", "augmented")
_JUDGING = ("test", "evaluation", "clinical")
_PUBLIC = re.compile(
    r"公开(?:数据库|数据集)|LIDC|LUNA16|ImageNet|NLST|RSNA|CheXpert|MIMIC|TCIA|Kaggle|天池",
    re.IGNORECASE,
)
_GENES = re.compile(r"基因|基因组|组学|测序|DNA|RNA|血样|血液样本|组织样本|genom", re.IGNORECASE)


def provenance(scene: Scene) -> Iterator[Finding]:
    """Yield P1 to P12."""
    yield from _disjoint(scene)
    for row in scene.dossier.all("dataset"):
        yield from _set(scene, row)
    yield from _annotation(scene)
    yield from _rights(scene)
    yield from _results(scene)
    yield from _genetic(scene)


def _disjoint(scene: Scene) -> Iterator[Finding]:
    sets = [d for d in scene.dossier.all("dataset") if d.text("role") in _DEVELOPMENT]
    roles = {d.text("role") for d in sets}
    place = answer_place(scene, "provenance.split_check")
    report = scene.dossier.find("evidence", scene.dossier.text("provenance.split_check"))
    if len(roles) > 1 and report is None:
        yield found(scene, "P1", place, _NO_REPORT)
    for index, one in enumerate(sets):
        for other in sets[index + 1 :]:
            if one.text("role") != other.text("role") and _is_same_list(one, other):
                names = {"one": same(one.text("name")), "other": same(other.text("name"))}
                yield found(scene, "P1", place_of(other, "hash"), _SAME_LIST.format(**names))


def _is_same_list(one: Record, other: Record) -> bool:
    return bool(one.text("hash").strip()) and one.text("hash") == other.text("hash")


def _set(scene: Scene, row: Record) -> Iterator[Finding]:
    name, role = same(row.text("name")), row.text("role")
    if role in _JUDGING and row.flag("augmented"):
        yield found(scene, "P2", place_of(row, "augmented"), _AUGMENTED.format(name=name))
    if role == "evaluation" and (_PUBLIC.search(_said(row)) or _descends(scene, row, ("public",))):
        yield found(scene, "P4", place_of(row, "role"), _IS_PUBLIC.format(name=name))
    if role == "clinical" and (other := _shared(scene, row)):
        yield found(scene, "P5", place_of(row, "parent"), _SHARED.format(name=name, other=other))
    parent = scene.dossier.find("dataset", row.text("parent"))
    if parent and role in _BASES and parent.text("role") in _BASES and _changed(row, parent):
        message = _COUNT.format(name=name, before=parent.text("studies"), after=row.text("studies"))
        yield found(scene, "P7", place_of(row, "count_change"), message)


def _said(row: Record) -> str:
    return f"{row.text('name')} {row.text('sources')}"


def _ancestors(scene: Scene, row: Record) -> Iterator[Record]:
    seen = {row.id}
    parent = scene.dossier.find("dataset", row.text("parent"))
    while parent is not None and parent.id not in seen:
        yield parent
        seen.add(parent.id)
        parent = scene.dossier.find("dataset", parent.text("parent"))


def _descends(scene: Scene, row: Record, roles: tuple[str, ...]) -> bool:
    return any(parent.text("role") in roles for parent in _ancestors(scene, row))


def _shared(scene: Scene, row: Record) -> Text | None:
    """Return the name of the development set that a clinical set comes from or equals."""
    for parent in _ancestors(scene, row):
        if parent.text("role") in (*_DEVELOPMENT, "annotated", "augmented"):
            return same(parent.text("name"))
    for other in scene.dossier.all("dataset"):
        if other.text("role") in _DEVELOPMENT and _is_same_list(row, other):
            return same(other.text("name"))
    return None


def _changed(row: Record, parent: Record) -> bool:
    counts = [(row.number(key), parent.number(key)) for key in ("patients", "studies")]
    differs = any(a is not None and b is not None and a != b for a, b in counts)
    return differs and not row.text("count_change").strip()


def _annotation(scene: Scene) -> Iterator[Finding]:
    for row in scene.dossier.all("annotation"):
        if row.flag("automatic") and not row.flag("human_reviewed"):
            yield found(scene, "P3", place_of(row, "human_reviewed"), _UNREVIEWED)


def _rights(scene: Scene) -> Iterator[Finding]:
    for row in scene.dossier.all("institution"):
        name = same(row.text("name"))
        if not (row.text("ethics").strip() or row.text("agreement").strip()):
            yield found(scene, "P6", place_of(row, "ethics"), _NO_NUMBER.format(name=name))
        until = row.day("agreement_until")
        if until is not None and until < scene.on:
            message = _AGREEMENT.format(name=name, day=until)
            yield found(scene, "DATE-07", place_of(row, "agreement_until"), message)


def _results(scene: Scene) -> Iterator[Finding]:
    for row in scene.dossier.all("result"):
        interval = row.number("ci_low") is not None and row.number("ci_high") is not None
        if row.text("subgroup").strip() and not (row.number("n") and interval):
            message = _STRATUM.format(
                group=same(row.text("subgroup")), metric=same(row.text("metric"))
            )
            yield found(scene, "P8", place_of(row, "ci_low"), message)
    yield from _reach(scene)
    for version in scene.dossier.all("version"):
        driven = re.search(r"数据驱动|训练数据|新增数据|重新训练", version.text("change"))
        if (
            driven
            and version.text("change_class") in ("major", "minor")
            and not _is_compared(scene)
        ):
            message = _UPDATE.format(version=same(version.text("full")))
            yield found(scene, "P10", place_of(version, "change"), message)
    if scene.dossier.answers.get("provenance.raw_result_kept") is False:
        yield found(scene, "P11", answer_place(scene, "provenance.raw_result_kept"), _RAW)


def _is_compared(scene: Scene) -> bool:
    return any(row.text("comparator").strip() for row in scene.dossier.all("result"))


def _reach(scene: Scene) -> Iterator[Finding]:
    """Yield P9 where a claimed image kind has no data set on which it was judged."""
    judged = {
        d.text("modality") for d in scene.dossier.all("dataset") if d.text("role") in _JUDGING
    }
    for modality in scene.dossier.choices("claim.modality"):
        if judged and modality not in judged:
            message = _NO_DATA.format(modality=modality)
            yield found(scene, "P9", answer_place(scene, "claim.modality"), message)


def _genetic(scene: Scene) -> Iterator[Finding]:
    stated = scene.dossier.text("provenance.genetic")
    said = scene.dossier.text("provenance.summary")
    said += "".join(_said(row) for row in scene.dossier.all("dataset"))
    genes = re.sub(r"(?:不|未|无)(?:涉及|包含|含|采集|使用)?[^，。；]{0,12}", "", said)
    place = answer_place(scene, "provenance.genetic")
    if stated == "imaging_only" and (match := _GENES.search(genes)):
        yield found(
            scene, "P12", place, _GENE_FOUND.format(words=match.group()), quotes=(match.group(),)
        )
    if stated == "genome" and said and not _GENES.search(genes):
        yield found(scene, "P12", place, _NO_GENE)


_NO_REPORT = Text(
    "训练、调优、测试集没有查重报告。请做病例级查重，并关联报告。",
    "There is no duplicate-check report for training, tuning and test sets. Make one and link it.",
)
_SAME_LIST = Text(
    "“{one}”与“{other}”的清单 SHA-256 相同，两个集合是同一份数据。请重新划分。",
    "“{one}” and “{other}” have the same list hash: they are one set. Split anew.",
)
_AUGMENTED = Text(
    "“{name}”含扩增样本。扩增样本不得进入测试、测评或临床评价数据（对抗测试除外）。请移出。",
    "“{name}” holds augmented samples; only adversarial tests may. Take them out.",
)
_IS_PUBLIC = Text(
    "“{name}”是公开数据库，不满足封闭性，不能作为测评数据库。请改为公开数据库类别。",
    "“{name}” is public and so not closed; it cannot be an evaluation database. Change its role.",
)
_SHARED = Text(
    "临床评价数据“{name}”与开发数据“{other}”同源。临床评价须独立于各版本的全部开发数据。请更换数据。",
    "Clinical data “{name}” come from development data “{other}”. They must be independent: use other data.",
)
_COUNT = Text(
    "“{name}”的检查数由 {before} 变为 {after}，没有说明原因。请填写数量变化原因。",
    "“{name}” goes from {before} to {after} studies without a reason. State the reason.",
)
_UNREVIEWED = Text(
    "自动标注没有经过人工审核，不能用于训练和测试。请由标注人员审核后再用。",
    "Automatic annotation was not reviewed by people. Have annotators review it first.",
)
_NO_NUMBER = Text(
    "机构“{name}”没有伦理批件号，也没有合作协议号。请至少填写一个。",
    "Institution “{name}” has neither ethics nor agreement number. Give at least one.",
)
_AGREEMENT = Text(
    "机构“{name}”的协议已于 {day} 到期。请确认数据仍可使用，或续签。",
    "The agreement with “{name}” ended on {day}. Confirm that the data may still be used, or renew it.",
)
_STRATUM = Text(
    "亚组“{group}”的“{metric}”没有样本量或 95% 置信区间。请补充。",
    "“{metric}” of subgroup “{group}” lacks n or its 95 % interval. Add them.",
)
_UPDATE = Text(
    "版本 {version} 是数据驱动更新，没有与上次注册版本在同一测试集上的比较。请补充带对照的结果。",
    "Version {version} is a data-driven update without comparison to the last registered one on the same set. Add it.",
)
_RAW = Text(
    "没有保留算法原始结果。误诊、漏诊将无法追溯。请在医师结果旁保留原始结果。",
    "The raw result of the algorithm is not kept, so errors cannot be traced. Keep it beside the physician's.",
)
_NO_DATA = Text(
    "主张的模态 {modality} 没有测试、测评或临床数据。请补充数据，或收窄主张。",
    "Claimed modality {modality} has no test, evaluation or clinical data. Add data or narrow the claim.",
)
_GENE_FOUND = Text(
    "写明不涉及人类遗传资源，数据说明中却有“{words}”。请核对。",
    "Genetic resources are said not to be concerned, yet the data mention “{words}”. Check.",
)
_NO_GENE = Text("写明涉及人类遗传资源，数据只有影像与临床信息（不属于遗传资源信息）。请核对。", "Genetic resources are said to be concerned, yet the data are imaging and clinical only. Check.")  # fmt: skip
