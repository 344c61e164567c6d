"""Export and verify: what goes in, for whom, judged at which date, what blocks; then the finished pack."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from dossier_app.base.text import Lang, Text
from dossier_app.model.fields import Option
from dossier_app.service import exports
from dossier_app.service.exports import ExportRequest, ExportResult, Preview
from dossier_app.ui.context import SEVERITY
from dossier_app.ui.desk import Desk
from dossier_app.ui.export_edition import MASTER, EditionChoice
from dossier_app.ui.export_result import ResultCard
from dossier_app.ui.pages.base import Action, Page
from dossier_app.ui.snapshot import Snapshot
from dossier_app.ui.spot import Spot, spot_of
from dossier_app.ui.theme import Size, Tone
from dossier_app.ui.widgets.basics import badge, button, clear, column, label, row, scrolled
from dossier_app.ui.widgets.card import Card
from dossier_app.ui.widgets.editors import ChipEditor, DayEditor, PickEditor, Tick

WHAT = (
    Option("tender-pack", Text("投标支持包", "Tender pack")),
    Option("survey-pack", Text("市场调研材料", "Survey pack")),
    Option("first-business", Text("首营材料", "First-business pack")),
    Option("ptr", Text("产品技术要求", "PTR")),
    Option("software-report", Text("软件研究报告", "Software report")),
    Option("cybersecurity-report", Text("网络安全研究报告", "Cybersecurity report")),
    Option("algorithm-report", Text("算法研究报告", "Algorithm report")),
    Option("traceability", Text("追溯矩阵", "Traceability")),
    Option("classification", Text("分类判定说明", "Classification")),
    Option("data-chapters", Text("数据来源章节", "Data chapters")),
    Option("matrix", Text("证据矩阵", "Evidence matrix")),
    Option("stakeholder-matrix", Text("评审对象矩阵", "Stakeholder matrix")),
    Option("risk-table", Text("风险分担表", "Risk table")),
    Option("value-sheet", Text("价值测算表", "Value sheet")),
    Option("trial-report", Text("试用报告", "Trial report")),
    Option("completeness", Text("完整性与自查", "Completeness")),
    Option("comparison", Text("中美欧对照", "Comparison")),
    Option("audit", Text("审计追踪", "Audit trail")),
    Option("registration", Text("注册申报资料", "Registration dossier")),
    Option("supplement", Text("补正资料", "Supplement")),
    Option("appraisal", Text("科室论证材料", "Appraisal")),
    Option("access-decision", Text("准入决策单", "Access decision")),
    Option("route-card", Text("采购路径卡", "Route card")),
    Option("overview", Text("产品综述", "Overview")),
    Option("ifu", Text("说明书骨架", "IFU skeleton")),
    Option("label", Text("标签骨架", "Label skeleton")),
    Option("essential-principles", Text("基本原则清单", "Essential principles")),
    Option("risk-summary", Text("风险管理摘要", "Risk summary")),
)
MOST = 12
"""Blockers and warnings shown here; all of them stand at the fields."""


class ExportPage(Page):
    """Choices left, what they lead to right, the result below."""

    NEEDS_DOSSIER = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._preview: Preview | None = None
        self._blocked = False
        self.what = ChipEditor(self.say(_WHAT), WHAT, self.say, many=False)
        self.what.put("tender-pack")
        self.tender = PickEditor(self.say(_TENDER), [], self.say)
        self.distributor = PickEditor(self.say(_FOR), [], self.say)
        self.lang = ChipEditor(self.say(_LANGUAGE), _LANGUAGES, self.say, many=False)
        self.lang.put("zh")
        self.on = DayEditor(self.say(_ON), desk.role, self.say)
        self.edition = EditionChoice(self.say)
        self.edition.settled.connect(self._again)
        self.draft = Tick(self.say(_DRAFT))
        self.target = QLineEdit()
        self.target.setAccessibleName(self.say(_TARGET))
        self.target.setReadOnly(True)
        self.target.setText(desk.settings.export_folder or str(desk.ws.folder / "packs"))
        for part in (self.what, self.tender, self.distributor, self.lang, self.on):
            part.settled.connect(self._again)
        self.draft.toggled.connect(self.headed)
        self._goes_in: QVBoxLayout = column(gap=Size.UNIT)
        self._troubles: QVBoxLayout = column(gap=Size.UNIT)
        self.result = ResultCard(desk)
        self.setLayout(column(scrolled(self._whole()), gap=0))

    def title(self) -> str:
        """Return the page's title."""
        return self.say(_TITLE)

    def offers(self) -> tuple[Action, ...]:
        """Offer to verify a pack and to make one."""
        able = self._preview is not None and (not self._preview.blockers or self.draft.isChecked())
        return (
            Action(self.say(_VERIFY), self.verify),
            Action(self.say(_MAKE), self.make, primary=True, enabled=able),
        )

    def show_spot(self, spot: Spot) -> None:
        """Choose what and for which tender."""
        self.refresh(self.desk.current)
        if any(option.key == spot.kind for option in WHAT):
            self.what.put(spot.kind)
        if spot.tender:
            self.what.put("tender-pack")
            self.tender.put(spot.tender)
        self._again()

    def refresh(self, snapshot: Snapshot | None) -> None:
        """Offer the dossier's tenders and the firm's distributors."""
        if self.desk.current is None:
            return
        dossier = self.desk.dossier
        tenders = dossier.all("tender")
        self.tender.offer([(t.id, f"{t.text('code')} {t.text('name')}".strip()) for t in tenders])
        if self.tender.read() is None and tenders:
            self.tender.put(tenders[0].id)
        self.edition.offer(dossier, str(self.tender.read() or ""))
        firms = [p for p in dossier.all("party") if p.text("role") == "distributor"]
        self.distributor.offer([(p.id, p.text("name")) for p in firms])
        if self.on.read() is None:
            self.on.put(self.desk.today().isoformat())
        if self.isVisible():
            self._again()

    def request(self, target: Path) -> ExportRequest:
        """Return what is asked for."""
        what = str(self.what.read() or "tender-pack")
        raw = str(self.on.read() or "")
        try:
            on = date.fromisoformat(raw)
        except ValueError:
            on = self.desk.today()
        with_tender = what == "tender-pack"
        return ExportRequest(
            self.desk.dossier_id, what, target,
            tender=str(self.tender.read() or "") if with_tender else "",
            distributor=str(self.distributor.read() or ""),
            on=on, draft=self.draft.isChecked(), replace=True,
            lang=Lang(str(self.lang.read() or "zh")),
            **(self.edition.chosen() if with_tender else MASTER),
        )  # fmt: skip

    def make(self) -> None:
        """Write the pack beside the window into the folder that is shown; editing goes on."""
        self.make_in(Path(self.target.text()))

    def make_in(self, folder: Path) -> None:
        """Write the pack into a new folder inside `folder`."""
        wanted = self.request(folder)
        name = f"{self.desk.dossier.heading.key}-{wanted.what}-{wanted.on}"
        request = self.request(folder / name)
        work = lambda job: exports.export(self.desk.ws, request, job)  # noqa: E731 - one line of work
        self.desk.jobs.run(_MAKING, work, partial(self._made, request), self)

    def verify(self) -> None:
        """Ask for a pack and compare it with its manifest."""
        folder = QFileDialog.getExistingDirectory(self, self.say(_VERIFY))
        if folder:
            self.result.verify(Path(folder))

    def _made(self, request: ExportRequest, result: ExportResult) -> None:
        self.result.show_result(request.target, result)
        self.desk.tell(_MADE)

    def _again(self) -> None:
        is_tender = self.what.read() == "tender-pack"
        self.tender.setEnabled(is_tender)
        self.edition.setVisible(is_tender)
        if not self.desk.dossier_id:
            return
        request = self.request(Path())
        work = lambda: exports.preview(self.desk.ws, request)  # noqa: E731 - one line of work
        self.desk.jobs.latest("preview", work, self._show, self)

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        say = self.say
        clear(self._goes_in)
        size = f"{preview.bytes / 1024 / 1024:.1f}"
        parts: list[QWidget] = [
            label(say(_ESTIMATE.format(pages=preview.pages, size=size)), "strong", wrap=True)
        ]
        parts += [label(f"· {name}", wrap=True) for name in preview.documents]
        if preview.attachments:
            parts.append(label(say(_ATTACHED.format(n=len(preview.attachments))), "strong"))
            parts.append(label(say.listing(list(preview.attachments)), "muted", wrap=True))
        parts += [
            label(f"· {say(o.what)} · {say(o.why)}", tone=Tone.WARNING, wrap=True)
            for o in preview.omitted
        ]
        for part in parts:
            self._goes_in.addWidget(part)
        self._show_troubles(preview)
        self.headed.emit()

    def _show_troubles(self, preview: Preview) -> None:
        clear(self._troubles)
        say, found = self.say, (*preview.blockers, *preview.warnings)
        counts = _COUNTS.format(b=len(preview.blockers), w=len(preview.warnings))
        self._troubles.addWidget(label(say(counts), "strong"))
        for each in found[:MOST]:
            words, tone = SEVERITY[each.severity]
            place = spot_of(self.desk.dossier_id, each.place, each.step, each.tender)
            go = button(
                say(_GO), partial(self.desk.go, place), "link", say(_GO) + ": " + say(each.message)
            )
            line = QWidget()
            beside = row(badge(say(words), tone), label(say(each.message), wrap=True), go)
            beside.setStretch(1, 1)
            beside.setAlignment(Qt.AlignmentFlag.AlignTop)
            line.setLayout(beside)
            self._troubles.addWidget(line)
        if len(found) > MOST:
            self._troubles.addWidget(label(say(_MORE.format(n=len(found) - MOST)), "muted"))

    def _whole(self) -> QWidget:
        say = self.say
        choices = Card(say(_CHOICES))
        for words, part in (
            (_WHAT, self.what), (_TENDER, self.tender), (_FOR, self.distributor),
            (_LANGUAGE, self.lang), (_ON, self.on), (_TARGET, self._target()), (_STATE, self.draft),
        ):  # fmt: skip
            choices.add(_named(say(words), part))
        choices.add(self.edition)
        choices.inner.addStretch(1)
        goes_in = Card(say(_GOES_IN))
        goes_in.inner.addLayout(self._goes_in)
        goes_in.inner.addStretch(1)
        troubles = Card(say(_TROUBLES))
        troubles.inner.addLayout(self._troubles)
        beside = row(choices, goes_in, gap=Size.PAD)
        beside.setStretch(0, 3)
        beside.setStretch(1, 2)
        made = QWidget()
        whole = column(self.result, beside, troubles, gap=Size.PAD, margin=Size.PAGE)
        whole.addStretch(1)
        made.setLayout(whole)
        return made

    def _target(self) -> QWidget:
        made = QWidget()
        pick = button(self.say(_PICK), self._pick)
        beside = row(self.target, pick)
        beside.setStretch(0, 1)
        made.setLayout(beside)
        return made

    def _pick(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.say(_TARGET), self.target.text())
        if folder:
            self.target.setText(folder)
            self.desk.settings.export_folder = folder


def _named(words: str, part: QWidget) -> QWidget:
    made = QWidget()
    caption = label(words, "label", wrap=True)
    caption.setFixedWidth(96)
    beside = row(caption, part, gap=Size.PAD)
    beside.setStretch(1, 1)
    made.setLayout(beside)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made


_LANGUAGES = (Option("zh", Text("中文", "Chinese")), Option("en", Text("英文", "English")))
_TITLE, _WHAT, _TENDER = (
    Text("导出与核对", "Export and verify"),
    Text("导出什么", "What"),
    Text("投标项目", "Tender"),
)
_FOR, _LANGUAGE, _ON = (
    Text("交给谁", "For whom"),
    Text("语言", "Language"),
    Text("判断日期", "Judged on"),
)
_DRAFT, _STATE = (
    Text(
        "仍有未解决项时，导出草稿（每页标“草稿”）",
        "Make a draft although blockers are open (each page says DRAFT)",
    ),
    Text("草稿", "Draft"),
)
_TARGET, _PICK = Text("存到", "Save to"), Text("选择…", "Choose…")
_CHOICES, _GOES_IN = Text("选择", "Choices"), Text("内容", "What goes in")
_TROUBLES = Text("必须解决与警告", "Blockers and warnings")
_VERIFY, _MAKE, _MAKING = (
    Text("核对已有材料包", "Verify a pack"),
    Text("导出", "Export"),
    Text("正在导出", "Exporting"),
)
_MADE = Text("导出完成", "Export finished")
_ESTIMATE = Text("约 {pages} 页，{size} MB", "about {pages} pages, {size} MB")
_ATTACHED = Text("附件 {n} 个", "{n} attachments")
_COUNTS = Text("必须解决 {b}，警告 {w}", "{b} blockers, {w} warnings")
_GO, _MORE = Text("前往", "Go there"), Text("另有 {n} 项", "{n} more")
