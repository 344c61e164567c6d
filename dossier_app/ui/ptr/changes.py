"""Does this change need registration? Two versions by the naming rule and every fact of the change, in one place."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from dossier_app.base.errors import DossierError
from dossier_app.base.text import Text
from dossier_app.model.changecheck import ChangeResult
from dossier_app.model.packlaw import ChangeFact
from dossier_app.model.versionrule import VersionChange, rule_of
from dossier_app.service import ptrwork
from dossier_app.ui.desk import Desk
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import (
    badge,
    button,
    clear,
    column,
    label,
    line,
    panel,
    retone,
    row,
    scrolled,
    topped,
)
from dossier_app.ui.widgets.editors import DropDown, Tick

_YES_NO = ("true", "false")
_GROUPS = (
    (Text("安全与运行", "Safety and runtime"), ("intended_use", "wider_scope", "input_output", "architecture", "clinical_flow", "safety_level", "alarm", "refactoring", "platform", "recall", "redevelopment", "speed_only", "defect_fix")),
    (Text("算法", "Algorithm"), ("core_algorithm", "algorithm_update", "framework", "self_learning")),
    (Text("数据", "Data"), ("same_test_set", "performance_differs", "evaluation_database")),
    (Text("网络安全", "Cybersecurity"), ("network", "interface", "security_capability", "security_patch")),
)  # fmt: skip


class Changes(QWidget):
    """Versions and facts on the left, the answer with its trail on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._say = desk.say
        self.old, self.new = self._line(_OLD), self._line(_NEW)
        self._rule = label("", "muted", wrap=True)
        self.inputs: dict[str, Tick | QComboBox] = {}
        self._facts: QVBoxLayout = column(gap=Size.UNIT)
        self._answer = badge("")
        self._sentence = label("", wrap=True)
        self._trail: QVBoxLayout = column(gap=Size.GAP)
        left, right = QWidget(), QWidget()
        versions = row(label(self._say(_OLD), "label"), self.old, label("→", "label"), self.new)
        left.setLayout(topped(column(label(self._say(_TITLE), "head"), versions, self._rule, self._facts), Size.PAD))  # fmt: skip
        right.setLayout(topped(column(row(self._answer, None), self._sentence, line(), self._trail), Size.PAD))  # fmt: skip
        body = row(scrolled(left), panel("card", scrolled(right), margin=0), gap=Size.GAP)
        body.setStretch(0, 1)
        body.setStretch(1, 1)
        foot = row(None, button(self._say(_CLEAR), self._clear, "small"))
        self.setLayout(column(body, foot, margin=Size.PAD))
        self._answer.hide()

    def refresh(self, snapshot: Snapshot) -> None:
        """Show the naming rule; the facts are made once the rule pack is there."""
        if self._desk.pack and not self.inputs:
            self._make(self._desk.pack.change_facts)
        fields = rule_of(snapshot.dossier)
        words = "；".join(f"{f.letter}{'*' if f.is_major else ''}：{f.meaning}" for f in fields)
        self._rule.setText(self._say(_RULE.format(rule=words) if words else _NO_RULE))
        if not self.old.text():
            self.old.setText(_registered(snapshot))
        self._ask()

    def facts(self) -> dict[str, str]:
        """Return the facts that were chosen."""
        chosen: dict[str, str] = {}
        for key, part in self.inputs.items():
            value = (
                part.currentData()
                if isinstance(part, QComboBox)
                else ("true" if part.isChecked() else "")
            )
            if value:
                chosen[key] = str(value)
        return chosen

    def _make(self, facts: tuple[ChangeFact, ...]) -> None:
        known = {fact.key: fact for fact in facts}
        grouped = {key for _, keys in _GROUPS for key in keys}
        rest = (_OTHER, tuple(k for k in known if k not in grouped and k not in _BY_VERSION))
        for words, keys in (*_GROUPS, rest):
            self._facts.addWidget(label(self._say(words), "strong"))
            for key in keys:
                if key in known:
                    self._facts.addWidget(self._input(known[key]))

    def _input(self, fact: ChangeFact) -> QWidget:
        words = self._say(fact.title)
        if tuple(fact.values) == _YES_NO and fact.key != "same_test_set":
            made = Tick(words)
            made.setAccessibleName(words)
            made.toggled.connect(lambda _: self._ask())
            self.inputs[fact.key] = made
            return made
        box = DropDown()
        box.setAccessibleName(words)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem(self._say(_NOT_SAID), "")
        labels = [self._say(each) for each in fact.labels] or [
            self._say(_VALUES.get(v, Text(v, v))) for v in fact.values
        ]
        for value, shown in zip(fact.values, labels, strict=True):
            box.addItem(shown, value)
        box.activated.connect(lambda _: self._ask())
        self.inputs[fact.key] = box
        whole = QWidget()
        whole.setLayout(column(label(words, "label", wrap=True), box, gap=2))
        return whole

    def _line(self, words: Text) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(self._say(words))
        made.setPlaceholderText("2.1.3.4")
        made.textEdited.connect(lambda _: self._ask())
        return made

    def _ask(self) -> None:
        old, new = self.old.text().strip(), self.new.text().strip()
        versions = (old, new) if old and new else None
        facts = self.facts()
        if not versions and not facts:
            self._tell(_NOTHING, Tone.MUTED)
            return
        work = partial(self._judge, facts, versions)
        self._desk.jobs.latest("change-check", work, self._show, self)

    def _judge(
        self, facts: dict[str, str], versions: tuple[str, str] | None
    ) -> tuple[ChangeResult, VersionChange | None] | Text:
        try:
            return ptrwork.change_answer(self._desk.ws, self._desk.dossier_id, facts, versions)
        except DossierError as error:
            return error.message

    def _show(self, found: tuple[ChangeResult, VersionChange | None] | Text) -> None:
        if isinstance(found, Text):
            self._tell(found, Tone.BAD)
            return
        result, change = found
        self._tell(result.sentence, _TONES[result.effect])
        self._answer.setText(self._say(_YES if result.needs_registration else _NO))
        retone(self._answer, "badge", _TONES[result.effect].value)
        self._answer.show()
        if change is not None:
            self._trail.addWidget(self._steps(change))
        pack = self._desk.pack
        for step in result.trail:
            cites = [c.strip() for c in step.citation.split(",")] if pack else []
            sources = (
                [self._say(pack.cite_ref(c, step.certainty)) for c in cites if c] if pack else []
            )
            box = QWidget()
            box.setLayout(column(label(self._say(step.title), "strong"), label(self._say(step.why), wrap=True), *(label(s, "muted", wrap=True) for s in sources), line(), gap=2))  # fmt: skip
            self._trail.addWidget(box)

    def _steps(self, change: VersionChange) -> QWidget:
        words = [
            self._say((_MAJOR if s.field.is_major else _MINOR).format(letter=s.field.letter, old=s.old, new=s.new))
            for s in change.steps
        ] or [self._say(_SAME)]  # fmt: skip
        if change.backwards:
            words.append(self._say(_BACKWARDS))
        return label("\n".join(words), "quote", wrap=True)

    def _tell(self, words: Text, tone: Tone) -> None:
        clear(self._trail)
        self._answer.hide()
        self._sentence.setText(self._say(words))
        retone(self._sentence, "tone", tone.value)

    def _clear(self) -> None:
        self.new.clear()
        for part in self.inputs.values():
            if isinstance(part, QComboBox):
                part.setCurrentIndex(0)
            else:
                part.setChecked(False)
        self._ask()


def _registered(snapshot: Snapshot) -> str:
    return snapshot.dossier.text("claim.full_version")


_BY_VERSION = ("release_version", "full_version", "mixed_field")
_TONES = {
    "none": Tone.MUTED,
    "minor": Tone.OK,
    "filing": Tone.WARNING,
    "major": Tone.BAD,
    "first_release": Tone.BAD,
}
_TITLE = Text("这个变化要不要注册？", "Does this change need registration?")
_OLD, _NEW = (
    Text("已注册完整版本", "Registered full version"),
    Text("新完整版本", "New full version"),
)
_RULE = Text("命名规则（* 为重大字段）：{rule}", "Naming rule (* is major): {rule}")
_NO_RULE = Text("还没有命名规则：请登记版本字段或写明 1.3。", "No naming rule yet: record the fields or write 1.3.")  # fmt: skip
_OTHER, _NOT_SAID = Text("证书与地址", "Certificate and addresses"), Text("未说明", "not said")
_NOTHING = Text("填写新旧版本或勾选变化，这里给出结论和依据。", "Give both versions or tick what changes; the answer and its sources stand here.")  # fmt: skip
_YES, _NO = Text("需要注册", "registration needed"), Text("无须注册", "no registration")
_MAJOR = Text("字段 {letter}：{old} → {new}，重大", "Field {letter}: {old} → {new}, major")
_MINOR = Text("字段 {letter}：{old} → {new}，轻微", "Field {letter}: {old} → {new}, minor")
_SAME = Text("两个版本相同", "The versions are the same")
_BACKWARDS = Text("新版本小于旧版本，请核对", "The new version is below the old one; check")
_CLEAR = Text("清空", "Clear")
_VALUES = {
    "true": Text("是", "yes"),
    "false": Text("否", "no"),
    "unknown": Text("未知", "unknown"),
}
