"""What each mark means, taken from the file's own sentences and from nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dossier_app.base.text import Text
from dossier_app.model.finding import Finding, Place, Severity
from dossier_app.readers.clauses import MARKS

REJECT = "reject"
SCORE = "score"
UNKNOWN = "unknown"

_QUOTES = "“”\"'‘’「」『』（）()【】[]〔〕"
_UNMARKED = re.compile(
    r"(?:无|未|不带|没有|无任何|未作|未带|不加|未加|非)\s?(?:上述)?(?:标记|标注|标识|符号|特殊标记|星号)|一般(?:指标|参数|条款|技术指标|技术参数|技术要求)|其他(?:指标|参数|条款)|普通(?:指标|参数|条款)"
)
_TOKEN = re.compile(rf"[{re.escape(MARKS)}＃＊]|{_UNMARKED.pattern}")
_REJECT = re.compile(
    r"无效投标|投标无效|无效响应|响应无效|响应文件无效|投标文件无效|作无效|按无效|视为无效|否决|废标|实质性|不得偏离|不允许(?:有)?(?:负)?偏离"
    r"|不接受(?:任何)?(?:负)?偏离|不得负偏离|拒绝|拒收|取消(?:投标|中标|成交|响应)?资格|不予通过|不通过|资格不合格|必须(?:完全)?(?:满足|响应)|不可偏离"
)
_DEDUCT = re.compile(r"(?:扣|减)(?:除|掉|减)?\s?(?:技术)?(?:分值)?\s?(\d+(?:\.\d+)?)\s?分")
_SCORE = re.compile(r"评分|得分|计分|打分|加分|赋分|记分|分值|扣分|重点评审|优先考虑|\d\s?分")
_SENTENCE = re.compile(r"[。；;\n!！]")
_STATES = re.compile(
    r"[为是]|表示|代表|属|条款|指标|参数|项|要求|标记|标注|标识|号|不满足|负偏离|偏离|视|作|：|:|=|者|内容"
)
_ASIDE = re.compile(rf"[\s{re.escape(_QUOTES)}、,，/和与及或均都带标有号]*")


def meanings(sentences: Iterable[str]) -> dict[str, set[str]]:
    """Return for each mark that the sentences explain the effects they give it; '' stands for clauses without mark."""
    found: dict[str, set[str]] = {}
    for text in sentences:
        if not _TOKEN.search(text):
            continue
        for sentence in _SENTENCE.split(text):
            for marks, words in _definitions(sentence):
                effect = _effect(words)
                for mark in marks if effect else ():
                    found.setdefault(mark, set()).add(effect)
    return found


def effects(
    found: dict[str, set[str]], used: Iterable[str]
) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Return the effect of each mark and the findings for those that the file leaves open or explains twice."""
    said = {mark: _agreed(values) for mark, values in found.items()}
    open_marks = [mark for mark in dict.fromkeys(used) if mark not in said]
    result = dict.fromkeys(open_marks, UNKNOWN) | {
        mark: value or UNKNOWN for mark, value in said.items()
    }
    findings = [_finding("MARK-01", _OPEN, mark) for mark in open_marks]
    findings += [
        _finding("MARK-02", _TWICE, mark or "（无标记）")
        for mark, value in said.items()
        if not value
    ]
    order = sorted(result, key=lambda mark: (mark == "", MARKS.find(mark) if mark else 99))
    return {mark: result[mark] for mark in order}, tuple(findings)


_OPEN = Text(
    "文件使用了标记“{mark}”，但没有说明不满足的后果；请核对采购文件或提出澄清后指定。",
    'The file uses the mark "{mark}" without saying what follows when it is not met; '
    "check the tender or ask for clarification, then set it.",
)
_TWICE = Text(
    "文件对标记“{mark}”的后果有两种说法；请核对采购文件后指定。",
    'The file says two different things about the mark "{mark}"; check the tender and set it.',
)


def _finding(code: str, message: Text, mark: str) -> Finding:
    return Finding(
        code,
        Severity.WARNING,
        "tender",
        Place(field="mark_effects"),
        message.format(mark=mark),
        quotes=(mark,),
    )


def _agreed(values: set[str]) -> str:
    """Return the one effect that all sentences bear, an empty string where they contradict each other.

    A general word (it is scored) does not contradict a deduction that another sentence names.
    """
    precise = {value for value in values if value != SCORE} or values
    return next(iter(precise)) if len(precise) == 1 else ""


def _definitions(sentence: str) -> Iterable[tuple[tuple[str, ...], str]]:
    """Yield the marks and the words that follow them up to the next mark."""
    tokens = list(_TOKEN.finditer(sentence))
    waiting: list[str] = []
    for position, token in enumerate(tokens):
        end = tokens[position + 1].start() if position + 1 < len(tokens) else len(sentence)
        words = sentence[token.end() : end]
        waiting.append(_mark(token[0]))
        if _ASIDE.fullmatch(words):
            continue
        if _STATES.search(words[:20]):
            yield tuple(waiting), words
        waiting = []


def _mark(token: str) -> str:
    plain = {"＃": "#", "＊": "*"}.get(token, token)
    return plain if plain in MARKS else ""


def _effect(words: str) -> str:
    deducted = _DEDUCT.search(words)
    if deducted:
        return f"-{deducted[1]}"
    if re.search(r"不作为(?:实质性|否决|无效|废标)|非实质性|不影响", words):
        return SCORE if _SCORE.search(words) else ""
    if _REJECT.search(words):
        return REJECT
    return SCORE if _SCORE.search(words) else ""
