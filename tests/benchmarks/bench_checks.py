"""All checks on a large dossier, one edit's re-check, and matching against rapidfuzz; run by hand, never in the suite.

The labelled set: 5,000 demands (product x aspect x condition) and 500 paraphrases, each made from one of
them by other words for the comparison, other figures, another order, fillers and words left out.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz, process

from dossier_app.base.text import same
from dossier_app.model.checks import SUBJECTS, check, check_subjects, recheck
from dossier_app.model.dossier import Dossier
from dossier_app.model.records import Record
from dossier_app.model.suggest import Index, Known
from dossier_app.rules.loader import current_pack
from tests.model.clean import ON, clean

ROUNDS = 5
_SUBJECTS = [
    "肺结节CT",
    "颅内出血CT",
    "冠状动脉CTA",
    "骨折DR",
    "乳腺钼靶",
    "骨龄X线",
    "脑卒中灌注",
    "主动脉夹层CTA",
    "肺栓塞CTPA",
    "肝脏MR",
    "前列腺MR",
    "眼底彩照",
    "头颈CTA",
    "心脏MR",
    "甲状腺超声",
    "肺炎CT",
    "脊柱MR",
    "膝关节MR",
    "胃肠造影",
    "儿科胸片",
]
_ASPECTS = [
    "检出敏感度",
    "检出特异度",
    "单例处理时间",
    "并发用户数",
    "日处理例数",
    "结果回写时间",
    "三维重建时间",
    "体积测量误差",
    "长径测量误差",
    "分割重合度",
    "报告模板数量",
    "随访配准误差",
    "误报数每例",
    "影像接收速率",
    "数据留存期限",
    "审计日志保存",
    "断点续传恢复时间",
    "备份周期",
    "接口调用响应",
    "角色权限数量",
    "界面语言数量",
    "图像格式支持",
    "胶片打印幅面",
    "远程阅片带宽",
    "危急值提示时延",
]
_CONDITIONS = [
    "层厚1mm时",
    "急诊场景下",
    "体检人群中",
    "增强扫描时",
    "低剂量扫描时",
    "院内局域网内",
    "移动终端上",
    "双中心数据上",
    "夜间值班时",
    "批量导入时",
]
_ABOVE = ("不低于", "≥", "不少于", "应达到", "大于等于", "至少")
_HEADS = ("", "投标产品须满足：", "所投系统", "要求", "★", "软件应支持", "供应商提供的产品")
_TAILS = ("", "，提供证明材料", "（提供截图）", "，须现场演示", "，并提供检测报告")


_SYNONYMS = (
    ("检出", "检测"),
    ("处理时间", "处理耗时"),
    ("误差", "偏差"),
    ("数量", "个数"),
    ("时间", "用时"),
)


def _other_words(aspect: str) -> str:
    """Return an aspect in other words, as another hospital would write it."""
    for word, other in _SYNONYMS:
        if word in aspect:
            return aspect.replace(word, other)
    return aspect


def _wording(subject: str, aspect: str, condition: str, luck: random.Random) -> str:
    figure = f"{luck.choice(_ABOVE)}{luck.randrange(5, 100)}"
    parts = [condition, subject, aspect]
    if luck.random() < 0.3:
        parts = [subject, condition, aspect]
    return "".join(parts) + figure


def labelled(luck: random.Random) -> tuple[list[str], list[tuple[str, int]]]:
    """Return 5,000 known demands and 500 paraphrases with the number of the demand each came from."""
    triples = [(s, a, c) for s in _SUBJECTS for a in _ASPECTS for c in _CONDITIONS]
    known = [_wording(*triple, luck) for triple in triples]
    asked = []
    for number in luck.sample(range(len(triples)), 500):
        subject, aspect, condition = triples[number]
        condition = condition[:-1] if luck.random() < 0.3 else condition
        subject = subject[:-2] + "的" + subject[-2:] if luck.random() < 0.2 else subject
        aspect = _other_words(aspect) if luck.random() < 0.4 else f"的{aspect}"
        figure = f"{luck.choice(_ABOVE)}{luck.randrange(5, 100)}"
        orders = ([condition, "，", subject, aspect], [subject, aspect, "（", condition, "）"])
        body = "".join(luck.choice(orders)) + figure
        asked.append((luck.choice(_HEADS) + body + luck.choice(_TAILS), number))
    return known, asked


def large() -> Dossier:
    """Return the clean dossier grown to 500 indicators, 300 requirements with answers, 200 evidence files."""
    held = clean()
    rows = {kind: list(held.all(kind)) for kind in held.records}
    for n in range(498):
        clause = f"2.1.{20 + n // 20}.{n % 20 + 1}"
        said = f"第{n}项处理时间应不超过{n + 10}秒"
        values = {
            "clause": clause,
            "name": f"第{n}项处理时间",
            "requirement": said,
            "operator": "<=",
            "value": str(n + 10),
            "unit": "秒",
        }
        rows["indicator"].append(Record(f"bn{n}", "indicator", "d", n + 2, values))
        method = {
            "clause": "3" + clause[1:],
            "indicator": f"bn{n}",
            "method": f"连续处理10例并计时，应不超过{n + 10}秒。",
        }
        rows["test_method"].append(Record(f"bm{n}", "test_method", "d", n + 3, method))
    for n in range(295):
        text = f"第{n}项参数：处理时间≤{n + 10}秒，并发用户数≥{n % 19 + 1}个"
        answer = f"第{n}项参数：处理时间{n + 10}秒，并发用户数{n % 19 + 1}个"
        base = {"tender": "t1"}
        rows["requirement"].append(
            Record(
                f"bq{n}",
                "requirement",
                "d",
                n + 5,
                base | {"text": text, "number": f"7.{n}", "lot": "lot1", "kind": "technical"},
            )
        )
        rows["response"].append(
            Record(
                f"ba{n}",
                "response",
                "d",
                n + 5,
                base | {"requirement": f"bq{n}", "text": answer, "deviation": "none"},
            )
        )
    for n in range(195):
        values = {
            "title": f"证明{n}",
            "kind": "screenshot",
            "disclosure": "tender",
            "sha256": f"s{n}",
            "file_name": "x",
            "media_type": "x",
        }
        rows["evidence"].append(Record(f"be{n}", "evidence", "d", n + 5, values))
        link = {"evidence": f"be{n}", "target_kind": "response", "target": f"ba{n}", "pages": "1"}
        rows["link"].append(Record(f"bl{n}", "link", "d", n + 2, link))
    return replace(held, records={kind: tuple(each) for kind, each in rows.items()})


def _edited(held: Dossier, number: int) -> Dossier:
    rows = [
        replace(r, values={**r.values, "text": f"处理时间{number}秒，并发用户数3个"})
        if r.id == "ba7"
        else r
        for r in held.all("response")
    ]
    return replace(held, records={**held.records, "response": tuple(rows)})


def _retyped(held: Dossier, number: int) -> Dossier:
    rows = [
        replace(r, values={**r.values, "requirement": f"处理时间应不超过{number}秒"})
        if r.id == "bn7"
        else r
        for r in held.all("indicator")
    ]
    return replace(held, records={**held.records, "indicator": tuple(rows)})


def median_seconds(work: Callable[[int], object]) -> float:
    """Return the median time of a piece of work, told the number of its round."""
    times = []
    for number in range(ROUNDS):
        start = time.perf_counter()
        work(number)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def checks() -> list[str]:
    """Measure all checks and one edit's."""
    pack, held = current_pack(), large()
    start = time.perf_counter()
    found = check(held, pack, ON)
    cold = time.perf_counter() - start
    warm = median_seconds(lambda n: check(held, pack, ON))
    before = check_subjects(held, pack, ON, SUBJECTS)
    lines = [
        f"all checks, first time     {cold * 1000:8.1f} ms   (goal 500 ms; {len(found)} findings)",
        f"all checks, again          {warm * 1000:8.1f} ms",
    ]
    edits: tuple[tuple[str, str, Callable[[Dossier, int], Dossier]], ...] = (
        ("an answer retyped", "record:response:ba7", _edited),
        ("an indicator retyped", "record:indicator:bn7", _retyped),
    )
    for name, key, edit in edits:
        edited = [edit(held, 100 + n) for n in range(ROUNDS)]
        again = median_seconds(lambda n, e=edited, k=key: recheck(before, e[n], pack, ON, [k]))
        lines.append(f"{name:26} {again * 1000:8.1f} ms   (goal 50 ms)")
    for subject in SUBJECTS:
        alone = median_seconds(lambda n, s=subject: check_subjects(held, pack, ON, [s]))
        lines.append(f"  {subject:24} {alone * 1000:8.1f} ms")
    return lines


def matching() -> list[str]:
    """Measure matching and its yardstick in turn."""
    known, asked = labelled(random.Random(20261122))  # noqa: S311 - a fixed sample, no secret
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    entries = [
        Known(text, "", "past_answer", str(n), same(""), date(2026, 1, 1))
        for n, text in enumerate(known)
    ]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        index = Index(entries)
        hits = [[int(k.id) for k, _ in index.best(text, 5)] for text, _ in asked]
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        fuzzy = [
            [h[2] for h in process.extract(text, known, scorer=fuzz.ratio, limit=5)]
            for text, _ in asked
        ]
        theirs.append(time.perf_counter() - start)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    lines = [
        f"500 x 5,000 matched        {statistics.median(ours):8.2f} s    rapidfuzz ratio {statistics.median(theirs):.2f} s, {ratio:.2f}x (goal 0.6x), +{grown:.0f} MB (goal 80)"
    ]
    for name, answers in (("ours", hits), ("rapidfuzz", fuzzy)):
        first = sum(a[:1] == [n] for a, (_, n) in zip(answers, asked, strict=True)) / len(asked)
        five = sum(n in a for a, (_, n) in zip(answers, asked, strict=True)) / len(asked)
        lines.append(
            f"  {name:10} first {first:.3f} (goal 0.96)   among five {five:.3f} (goal 1.0)"
        )
    return lines


if __name__ == "__main__":
    sys.stdout.write("\n".join([*checks(), *matching()]) + "\n")
