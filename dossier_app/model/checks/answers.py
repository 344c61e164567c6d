"""Answers of a tender: marks, scope, deviation, proof (SCOPE-nn, DEV-nn, MARK-nn, R04, R13, R35, R36)."""

from __future__ import annotations

from collections.abc import Iterator

from dossier_app.base.text import Text, same
from dossier_app.model.checks.scene import Scene, change_record, found, marks_of, place_of
from dossier_app.model.completeness import linked_targets
from dossier_app.model.deviation import Judgement, answered, is_bare, judge_response
from dossier_app.model.dossier import Dossier
from dossier_app.model.edition import ApprovedEdition
from dossier_app.model.finding import Finding, Severity
from dossier_app.model.measure import Comparison, meets
from dossier_app.model.records import Record
from dossier_app.model.scope import Reach, approved_words, beyond, ways_out
from dossier_app.model.scopeunknown import unknown_claims
from dossier_app.model.steps.tender import DEVIATIONS
from dossier_app.model.tenderfile import Threshold
from dossier_app.model.wording import squeeze

_SCOPE_CODES = {
    Reach.FUNCTION: "SCOPE-01",
    Reach.VERSION: "SCOPE-02",
    Reach.LIMIT: "SCOPE-03",
    Reach.ROLE: "SCOPE-04",
}
_WORSE = {"positive": 0, "none": 1, "negative": 2}


def answers(scene: Scene) -> Iterator[Finding]:
    """Yield what is wrong with the answers of each tender."""
    proven = linked_targets(scene.dossier, "response") | linked_targets(
        scene.dossier, "requirement"
    )
    for tender in scene.tenders():
        for row, response in scene.answers(tender):
            if response is None or not response.text("text").strip():
                yield from _unanswered(scene, row, tender)
                continue
            is_proven = response.id in proven or row.id in proven
            yield from _answer(scene, tender, row, response, is_proven=is_proven)
        yield from _contradictions(scene, tender)


def _unanswered(scene: Scene, row: Record, tender: Record) -> Iterator[Finding]:
    names = {"number": same(row.text("number")), "text": same(row.text("text")[:40])}
    if scene.is_substantive(row, tender):
        message = _STAR_OPEN.format(**names)
        yield found(scene, "R04", place_of(row), message, tender=tender.id)
    elif row.text("kind") == "business":
        message = _TERM_OPEN.format(**names)
        yield found(scene, "R13", place_of(row), message, tender=tender.id)


def _answer(
    scene: Scene,
    tender: Record,
    row: Record,
    response: Record,
    *,
    is_proven: bool,
) -> Iterator[Finding]:
    product, edition = scene.product(row, scene.deadline(tender))
    substantive = scene.is_substantive(row, tender)
    number = same(row.text("number") or row.text("text")[:20])
    if substantive and response.text("deviation") == "negative":
        message = _STAR_NEGATIVE.format(number=number)
        yield found(scene, "R04", place_of(response, "deviation"), message, tender=tender.id)
    if edition is not None and product.dossier is not None:
        approved = edition, product.dossier
        yield from _scope(scene, tender, response, approved)
        yield from _unlisted(scene, tender, response, approved)
        if not is_proven:
            yield from _better_than_approved(scene, tender, response, edition)
    yield from _deviation(scene, tender, row, response, edition)
    place = place_of(response, "text")
    if marks_of(row) and is_bare(response.text("text")) and not is_proven:
        yield found(scene, "R35", place, _BARE_YES.format(number=number), tender=tender.id)
    if response.text("deviation") == "positive" and not is_proven:
        place = place_of(response, "deviation")
        yield found(scene, "DEV-03", place, _UNPROVEN.format(number=number), tender=tender.id)


def _scope(
    scene: Scene, tender: Record, response: Record, approved: tuple[ApprovedEdition, Dossier]
) -> Iterator[Finding]:
    edition, owner = approved
    outside = beyond(response.text("text"), edition, owner)
    for reach, code in _SCOPE_CODES.items():
        of_kind = tuple(item for item in outside if item.reach is reach)
        if of_kind:
            words = tuple(item.words for item in of_kind)
            message = _OVER.format(
                words=same("、".join(words)), why=of_kind[0].why, number=edition.number
            )
            fix = ways_out(response, outside)[0]
            place = place_of(response, "text")
            yield found(scene, code, place, message, tender=tender.id, fix=fix, quotes=words)


def _unlisted(
    scene: Scene, tender: Record, response: Record, approved: tuple[ApprovedEdition, Dossier]
) -> Iterator[Finding]:
    """Ask a person about a claim on something that is neither approved nor in the list of topics."""
    if response.text("confirmed_by").strip():
        return
    words = unknown_claims(response.text("text"), approved_words(*approved))
    if words:
        message = _UNLISTED.format(words=same("、".join(words)))
        place = place_of(response, "text")
        yield found(scene, "SCOPE-06", place, message, tender=tender.id, quotes=words)


def _better_than_approved(
    scene: Scene, tender: Record, response: Record, edition: ApprovedEdition
) -> Iterator[Finding]:
    given = answered(response.text("text"))
    for row in edition.indicators if given else ():
        name, value = row.text("name"), row.text("value")
        if not (row.text("operator") and value) or name not in response.text("text"):
            continue
        approved = Threshold(row.text("operator"), value, row.text("unit"))
        figures = [f.threshold for f in given if name in f.label]
        if any(meets(approved, figure) is Comparison.BETTER for figure in figures):
            message = _TOO_GOOD.format(
                name=same(name), approved=f"{row.text('operator')}{value}{row.text('unit')}"
            )
            yield found(scene, "SCOPE-05", place_of(response, "text"), message, tender=tender.id)


def _deviation(
    scene: Scene, tender: Record, row: Record, response: Record, edition: ApprovedEdition | None
) -> Iterator[Finding]:
    judged = judge_response(row, response, None, scene.dossier)
    number = same(row.text("number") or row.text("text")[:20])
    stated = response.text("deviation")
    if not judged.complete and stated != "negative":
        grave = (
            scene.is_substantive(row, tender)
            or stated == "positive"
            or not is_bare(response.text("text"))
        )
        severity = Severity.BLOCKER if grave else Severity.WARNING
        message = _PARTLY.format(number=number, missing=_shown(judged))
        place = place_of(response, "text")
        yield found(scene, "DEV-02", place, message, tender=tender.id, severity=severity)
    if judged.deviation in _WORSE and stated in _WORSE and judged.deviation != stated:
        yield _mismatch(scene, tender, response, judged, number)


def _mismatch(
    scene: Scene, tender: Record, response: Record, judged: Judgement, number: Text
) -> Finding:
    stated, computed = response.text("deviation"), judged.deviation or ""
    severity = Severity.BLOCKER if _WORSE[stated] < _WORSE[computed] else Severity.HINT
    labels = {option.key: option.label for option in DEVIATIONS}
    message = _DIFFERS.format(
        number=number, stated=labels[stated], computed=labels[computed], why=judged.reason
    )
    fix = change_record(response, "deviation", computed, _SET.format(computed=labels[computed]))
    place = place_of(response, "deviation")
    return found(scene, "DEV-01", place, message, tender=tender.id, severity=severity, fix=fix)


def _shown(judged: Judgement) -> Text:
    return same("，".join(t.shown() for t in judged.missing))


def _contradictions(scene: Scene, tender: Record) -> Iterator[Finding]:
    seen: dict[str, tuple[Record, tuple[Threshold, ...]]] = {}
    for row, response in scene.answers(tender):
        if response is None:
            continue
        key = f"{row.text('lot')} {squeeze(row.text('text'))}"
        figures = tuple(f.threshold for f in answered(response.text("text")))
        before, said = seen.setdefault(key, (row, figures))
        if before is not row and figures and said and figures != said:
            names = {"one": same(before.text("number")), "other": same(row.text("number"))}
            place = place_of(response, "text")
            yield found(scene, "R36", place, _TWO.format(**names), tender=tender.id)


def marks(scene: Scene) -> Iterator[Finding]:
    """Yield MARK-nn: what each mark of a tender means, and whether it is used."""
    for tender in scene.tenders():
        effects = scene.effects(tender)
        used: dict[str, Record] = {}
        for row in scene.rows("requirement", tender):
            for symbol in marks_of(row):
                used.setdefault(symbol, row)
        for symbol, row in used.items():
            if effects.get(symbol, "unknown") == "unknown":
                message = _UNKNOWN.format(symbol=symbol)
                yield found(scene, "MARK-01", place_of(row, "marks"), message, tender=tender.id)
        for mark in scene.rows("mark", tender):
            yield from _mark(scene, tender, mark, set(used))


def _mark(scene: Scene, tender: Record, mark: Record, used: set[str]) -> Iterator[Finding]:
    symbol = mark.text("symbol")
    if symbol and symbol not in used:
        message = _NO_ROW.format(symbol=same(symbol))
        yield found(scene, "MARK-02", place_of(mark), message, tender=tender.id)
    if mark.text("effect") == "score" and mark.number("points") is None:
        message = _NO_POINTS.format(symbol=same(symbol))
        yield found(scene, "MARK-03", place_of(mark, "points"), message, tender=tender.id)


_STAR_OPEN = Text(
    "实质性条款 {number}“{text}”没有响应，投标将无效。请响应。",
    "Substantive clause {number} “{text}” is unanswered; the bid would be invalid. Answer it.",
)
_TERM_OPEN = Text(
    "商务条款 {number}“{text}”没有逐条响应。请响应。",
    "Business term {number} “{text}” is unanswered. Answer it.",
)
_STAR_NEGATIVE = Text(
    "实质性条款 {number} 为负偏离，投标将无效。请提出澄清，或决定不投。",
    "Substantive clause {number} deviates negatively; the bid would be invalid. Ask for clarification, or do not bid.",
)
_BARE_YES = Text(
    "带标记的条款 {number} 只答“满足”，没有数值或证据。请补充。",
    "Marked clause {number} is answered by a bare yes. Add value or proof.",
)
_UNPROVEN = Text(
    "条款 {number} 写正偏离而没有证据。请关联证据，或改为无偏离。",
    "Clause {number} claims a positive deviation without proof. Link proof, or state none.",
)
_OVER = Text(
    "“{words}”超出核准版（{number}）：{why}。属于虚假响应，任何理由不能放行；可如实负偏离、删去、或在截止前提出澄清。",
    "“{words}” goes beyond certificate {number}: {why}. A false response that no reason releases: deviate negatively, strike it out, or ask for clarification.",
)
_UNLISTED = Text(
    "“{words}”不在核准内容之内，词表也未收录，程序无法判断。请对照注册证核对，确认后填写确认人；超出的请改写。",
    "“{words}” is not in the approved wording and not in the list of topics; the program cannot tell. Check it against the certificate and put in who confirmed it; reword what goes beyond.",
)
_TOO_GOOD = Text(
    "“{name}”优于核准指标（{approved}），没有证据。请关联检验或测试报告，或按核准指标填写。",
    "“{name}” is better than approved ({approved}) without proof. Link a test report, or state the approved figure.",
)
_PARTLY = Text(
    "条款 {number} 未答全：缺 {missing}。请逐项给出数值。",
    "Clause {number} is not fully answered: missing {missing}. Give each figure.",
)
_DIFFERS = Text(
    "条款 {number} 写“{stated}”，按数值应为“{computed}”：{why}。请改正。",
    "Clause {number} states “{stated}”, the figures say “{computed}”: {why}. Correct it.",
)
_SET = Text("改为“{computed}”", "Set to “{computed}”")
_TWO = Text(
    "条款 {one} 与 {other} 要求相同，答复的数值不同。请统一。",
    "Clauses {one} and {other} ask the same but are answered with different figures. Make them one.",
)
_UNKNOWN = Text(
    "招标文件没有说明标记“{symbol}”的含义。请查阅文件或书面询问，不得猜测。",
    "The file does not say what “{symbol}” means. Look it up or ask in writing; do not guess.",
)
_NO_ROW = Text(
    "标记“{symbol}”没有任何条款使用。请核对条款是否读全。",
    "No row carries the mark “{symbol}”. Check that all rows were read.",
)
_NO_POINTS = Text("标记“{symbol}”影响得分，没有写分值。请补充。", "Mark “{symbol}” costs points but has none. Add them.")  # fmt: skip
