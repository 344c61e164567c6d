"""The legal route of the data: personal information, ethics, genetic resources, transfer abroad, graded networks."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, answer_place, found, place_of
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.finding import Finding
from dossier_app.model.records import Record

_SUBJECTS = {
    "personal": "LAW-01",
    "ethics": "LAW-02",
    "genetic": "LAW-03",
    "border": "LAW-04",
    "network": "LAW-05",
}
_MANY_PERSONS = 10_000
"""Persons whose sensitive information makes a transfer abroad subject to a security assessment [B: cac-2024]."""


def legal(scene: Scene) -> Iterator[Finding]:
    """Yield LAW-01 to LAW-06 and DATA-07."""
    for row in scene.dossier.all("institution"):
        yield from _institution(scene, row)
    yield from _concerned(scene)
    yield from _routes(scene)
    for access in scene.dossier.all("data_access"):
        dataset = scene.get("dataset", access.text("dataset"))
        locked = dataset.day("locked_on") if dataset else None
        on = access.day("accessed_on")
        if dataset and locked and on and on >= locked and not access.text("approved_by").strip():
            message = _ACCESS.format(name=same(dataset.text("name")), day=on)
            yield found(scene, "DATA-07", place_of(access, "approved_by"), message)


def _institution(scene: Scene, row: Record) -> Iterator[Finding]:
    name = same(row.text("name"))
    if row.text("consent") == "anonymous" and not row.text("residual_risk").strip():
        place = place_of(row, "residual_risk")
        yield found(scene, "LAW-01", place, _NOT_ANONYMOUS.format(name=name))
    kind = row.text("ethics_kind")
    if kind == "none" or (kind == "exempt" and not row.text("ethics").strip()):
        yield found(scene, "LAW-02", place_of(row, "ethics_kind"), _NO_REVIEW.format(name=name))
    uses = row.values.get("agreement_uses")
    roles = {each.text("role") for each in scene.dossier.all("dataset")}
    if isinstance(uses, tuple) and roles & {"training", "tuning"} and "training" not in uses:
        place = place_of(row, "agreement_uses")
        yield found(scene, "LAW-06", place, _NOT_ALLOWED.format(name=name))
    if row.text("onward") == "none" and scene.dossier.text("provenance.cross_border") == "yes":
        yield found(scene, "LAW-06", place_of(row, "onward"), _NO_ONWARD.format(name=name))


def _concerned(scene: Scene) -> Iterator[Finding]:
    """Yield what answers say is concerned while no route is done."""
    done = {r.text("subject") for r in scene.dossier.where("legal_route", outcome="done")}
    if scene.dossier.text("provenance.genetic") == "genome" and "genetic" not in done:
        yield found(scene, "LAW-03", answer_place(scene, "provenance.genetic"), _GENETIC)
    if scene.dossier.text("provenance.cross_border") == "yes" and "border" not in done:
        yield found(scene, "LAW-04", answer_place(scene, "provenance.cross_border"), _BORDER)


def _routes(scene: Scene) -> Iterator[Finding]:
    routes = scene.dossier.all("legal_route")
    subjects = RECORD_KINDS["legal_route"].field("subject")
    for row in routes:
        subject = row.text("subject")
        if row.text("outcome") == "open":
            message = _OPEN.format(what=subjects.option(subject))
            yield found(scene, _SUBJECTS[subject], place_of(row, "outcome"), message)
        persons = row.number("persons") or 0
        if subject == "border" and persons >= _MANY_PERSONS and "评估" not in row.text("measure"):
            message = _ASSESSMENT.format(n=persons)
            yield found(scene, "LAW-04", place_of(row, "measure"), message)
    named = {row.text("subject") for row in routes}
    for subject, code in _SUBJECTS.items() if routes else ():
        if subject not in named:
            message = _UNSAID.format(what=subjects.option(subject))
            yield found(scene, code, place_of(routes[0], "subject"), message)


_NOT_ANONYMOUS = Text(
    "机构“{name}”的数据称已匿名化，没有残余风险检验。不能证明无法复原时，仍按个人信息处理。请补充检验。",
    "Data of “{name}” are said to be anonymous without a residual-risk test. Unless that is shown they stay personal information. Add the test.",
)
_NO_REVIEW = Text(
    "机构“{name}”没有伦理审查结论，或免除审查没有文号。是否免除由机构认定并留档。请补充。",
    "“{name}” has no outcome of ethics review, or an exemption without number; the institution decides and records it. Add it.",
)
_NOT_ALLOWED = Text(
    "机构“{name}”的协议用途不含产品训练，本卷宗却有训练或调优集。请核对协议或更换数据。",
    "The agreement with “{name}” does not allow training a product, yet there are training or tuning sets. Check it or use other data.",
)
_NO_ONWARD = Text(
    "机构“{name}”的协议不许转移第三方，数据却要出境。请取得书面同意。",
    "The agreement with “{name}” forbids passing data on, yet they are transferred abroad. Obtain written consent.",
)
_GENETIC = Text(
    "涉及人类遗传资源，合规路径中没有已完成的一项。影像与临床数据不属于遗传资源信息，基因数据属于。请登记审批或备案。",
    "Genetic resources are concerned, but no route is done. Imaging and clinical data are no genetic resource information, genome data are. Register the approval.",
)
_BORDER = Text(
    "数据出境，合规路径中没有已完成的一项。敏感个人信息没有最低人数，一名患者即须订立标准合同或认证（另有豁免的除外）。请登记。",
    "Data go abroad, but no route is done. Sensitive information has no floor: one patient calls for a contract or certification unless exempt. Register it.",
)
_OPEN = Text(
    "“{what}”仍在办理。完成后请更新合规路径。", "“{what}” is still under way. Update the route when it is done."
)  # fmt: skip
_ASSESSMENT = Text(
    "出境涉及 {n} 人，达到 1 万人以上敏感个人信息的安全评估条件，措施中没有写安全评估。请核对。",
    "{n} persons are concerned: from 10,000 on, sensitive information wants a security assessment, which the measure does not name. Check.",
)
_UNSAID = Text(
    "合规路径没有写“{what}”。请写明不涉及、已完成或办理中。",
    "The legal routes leave out “{what}”. State whether it is not concerned, done or under way.",
)
_ACCESS = Text(
    "封存后于 {day} 访问“{name}”，没有批准人。封存的测试数据每次访问都应有批准和记录。",
    "“{name}” was accessed on {day} after it was locked, with nobody's approval. Each access to locked test data wants one.",
)
