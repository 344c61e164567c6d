"""Which data set a word of a case list means, and how a list that cannot be taken in is refused."""

from __future__ import annotations

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.base.text import Text, same
from dossier_app.model.dossier import Dossier
from dossier_app.model.records import Record
from dossier_app.readers.cases import CaseFile

_SHOWN = 8
_SYNONYMS = {
    "training": "训练 训练集 train training trainset trn dev development",
    "tuning": "调优 调优集 验证 验证集 tune tuning val valid validation",
    "test": "测试 测试集 test testing testset",
    "clinical": "临床 临床评价 临床试验 clinical trial reader mrmc",
    "evaluation": "测评 测评数据库 evaluation eval",
    "adversarial": "对抗 对抗测试 adversarial",
    "stress": "压力 压力测试 stress",
    "raw": "原始 原始数据库 raw",
    "basic": "基础 基础数据库 basic base",
    "annotated": "标注 标注数据库 annotated",
    "augmented": "扩增 扩增数据库 augmented",
    "public": "公开 公开数据库 public",
}


def set_named(held: Dossier, word: str, file: str = "") -> Record:
    """Return the data set meant by an id, a name or a role that only one data set has.

    Raises:
        NotFound: none or several; the ones there are named.
    """
    sets = held.all("dataset")
    plain = word.strip().casefold()
    exact = [s for s in sets if s.id == word or s.text("name").strip().casefold() == plain]
    roles = {key for key, words in _SYNONYMS.items() if plain == key or plain in words.split()}
    found = exact or [s for s in sets if s.text("role") in roles]
    if len(found) == 1:
        return found[0]
    known = "、".join(s.text("name") for s in found or sets) or "-"
    message = (_SEVERAL if found else _NO_SET).format(
        word=same(word or "-"), known=same(known), file=same(file)
    )
    raise NotFound(message, place=word or file, code="NO-DATASET")


def need_taken(found: CaseFile, name: str) -> None:
    """Refuse a list with personal data or faults.

    Raises:
        BadInput: naming the columns, or the first faults by row and column with the count of all.
    """
    if found.personal:
        what = [
            _PERSONAL_ONE.format(column=same(title), kind=kind) for title, kind in found.personal
        ]
        listed = Text("；".join(w.zh for w in what), "; ".join(w.en for w in what))
        message = _PERSONAL.format(name=same(name), what=listed)
        raise BadInput(message, place=found.personal[0][0], code="CASES-PERSONAL")
    if found.fault_count:
        first = found.faults[0]
        message = _FAULTY.format(
            name=same(name), n=found.fault_count, what=fault_words(found, _SHOWN)
        )
        raise BadInput(message, place=f"{first.column}:{first.row}", code="CASES-FAULTS")


def fault_words(found: CaseFile, most: int) -> Text:
    """Return the first faults, each by row and column with what was found and expected."""
    said = [
        _FAULT.format(row=f.row, column=same(f.column), found=same(f.found), expected=f.expected)
        for f in found.faults[:most]
    ]
    rest = found.fault_count - len(said)
    more = Text(f"；另有 {rest} 处", f"; and {rest} more") if rest else Text("", "")
    zh, en = "；".join(w.zh for w in said), "; ".join(w.en for w in said)
    return Text(zh + more.zh, en + more.en)


_NO_SET = Text(
    "数据集“{word}”没有登记。已登记：{known}。请先登记数据集，或指明清单属于哪一个（--set）。未存入任何内容。",
    "The data set “{word}” is not registered. Registered: {known}. Register it, or say which one "
    "the list belongs to (--set). Nothing was stored.",
)
_SEVERAL = Text(
    "“{word}”可指多个数据集：{known}。请在清单中写数据集名称，或指明是哪一个（--set）。未存入任何内容。",
    "“{word}” fits several data sets: {known}. Write the set's name in the list, or say which one "
    "is meant (--set). Nothing was stored.",
)
_PERSONAL_ONE = Text("列“{column}”含{kind}", "column “{column}” holds {kind}")
_PERSONAL = Text(
    "病例清单“{name}”未导入：{what}。请删去该列，或改用去标识化的编号后再导入；未存入任何内容。",
    "Case list “{name}” was not taken in: {what}. Remove the column or use pseudonymous ids; nothing was stored.",
)
_FAULTY = Text(
    "病例清单“{name}”有 {n} 处不能读取，未导入：{what}。请更正后再导入；未存入任何内容。",
    "Case list “{name}” has {n} cells that cannot be read and was not taken in: {what}. "
    "Correct them and import it again; nothing was stored.",
)
_FAULT = Text(
    "第 {row} 行“{column}”为“{found}”，应为{expected}",
    "row {row}, “{column}” is “{found}”, expected {expected}",
)
