"""Hand-over, review, versions, record and backups through the window's File menu."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from dossier_app.model.merge import Choice
from dossier_app.service import bundle, care, imports, queries, review, safekeeping
from dossier_app.service.bundle import Manner
from dossier_app.service.commands import SetAnswer
from dossier_app.service.workspace import Workspace
from dossier_app.ui import handover, safety
from dossier_app.ui.dialogs.backups import Backups
from dossier_app.ui.dialogs.merge import MergeDialog
from dossier_app.ui.dialogs.password import PasswordQuestion
from dossier_app.ui.dialogs.record import Record
from dossier_app.ui.dialogs.removed import Removed
from dossier_app.ui.dialogs.review import ReviewDialog
from dossier_app.ui.dialogs.sentences import Sentences
from dossier_app.ui.dialogs.versions import Versions
from dossier_app.ui.frame.filemenu import DEEDS, carry_out, deeds
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.spot import PageKey, Spot
from tests.ui.conftest import DOSSIER
from tests.ui.waiting import said, settle, show, until

SECRET = "影像-correct-horse"  # noqa: S105 - of this test only


def quiet(window: MainWindow) -> None:
    until(lambda: window.desk.jobs.is_quiet(), 60_000)
    settle()


def dialog(kind):
    until(
        lambda: [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    )
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


@pytest.fixture
def opened(window: MainWindow) -> MainWindow:
    show(window, PageKey.CLAIM, DOSSIER)
    return window


def test_file_menu_names_every_deed_and_its_function_exists(window: MainWindow) -> None:
    menu = next(m for m in window.findChildren(QMenu) if m.accessibleName() == "文件")
    menu.aboutToShow.emit()
    shown = {a.text(): a.isEnabled() for a in menu.actions() if not a.isSeparator()}
    assert list(shown) == [deed[1].zh for group in DEEDS for deed in group]
    assert not shown["写出交接包…"]
    assert shown["恢复备份…"]
    show(window, PageKey.CLAIM, DOSSIER)
    menu.aboutToShow.emit()
    assert all(a.isEnabled() for a in menu.actions())
    assert len(deeds(window.desk)) == len(shown)


def test_sealed_bundle_goes_out_and_its_conflict_is_merged(
    opened: MainWindow, tmp_path: Path
) -> None:
    desk, target = opened.desk, tmp_path / "a.dossier"
    handover.write_to(desk, target, SECRET)
    quiet(opened)
    with Workspace.create(tmp_path / "other") as other:
        bundle.read_bundle(other, target, password=SECRET)
        other.do(SetAnswer(DOSSIER, "claim.model", "他"))
        other.do(SetAnswer(DOSSIER, "claim.structure", "他的结构"))
        bundle.write_bundle(other, DOSSIER, target, Manner(replace=True))
    desk.do(SetAnswer(DOSSIER, "claim.model", "我"))
    handover.take_from(opened, desk, target)
    made = dialog(MergeDialog)
    assert made.open_conflicts() == 1
    assert not made.merge.isEnabled()
    assert made.model.item(0).place == "answers/claim.model"
    assert [made.model.shown(0, n).text for n in range(5)] == [
        "型号规格",
        "—",
        "我",
        "他",
        "待决定",
    ]
    made.choose(Choice.BOTH)
    assert made.merge.isEnabled()
    made.merge.click()
    quiet(opened)
    form = imports.dump(desk.ws, DOSSIER)
    assert form["answers"]["claim.model"] == "我"
    assert form["answers"]["claim.structure"] == "他的结构"
    assert "他" in form["records"]["comment"][0]["text"]
    handover.take_from(opened, desk, target)
    quiet(opened)


def test_new_bundle_is_taken_in_and_shown(opened: MainWindow, tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "other") as other:
        from dossier_app.service.commands import CreateDossier

        other.do(CreateDossier("n" * 32, "new", "新产品"))
        bundle.write_bundle(other, "new", tmp_path / "n.dossier")
    handover.take_from(opened, opened.desk, tmp_path / "n.dossier")
    until(lambda: opened.desk.dossier_id == "n" * 32)
    quiet(opened)
    assert queries.heading(opened.desk.ws, "new").name == "新产品"


def test_password_question_wants_two_equal_words_of_some_length(opened: MainWindow) -> None:
    question = PasswordQuestion(opened, opened.desk, twice=True)
    question.open()
    assert question.first.echoMode() is QLineEdit.EchoMode.Password
    question.first.setText("short")
    question.accept()
    assert "8" in question.note.text()
    question.first.setText(SECRET)
    question.accept()
    assert question.isVisible()
    question.second.setText(SECRET)
    question.accept()
    assert not question.isVisible()
    question.deleteLater()
    once = PasswordQuestion(opened, opened.desk, twice=False)
    once.open()
    once.accept()
    assert once.isVisible()
    once.reject()
    once.deleteLater()


def test_what_a_redacted_bundle_leaves_out_is_listed(opened: MainWindow) -> None:
    from dossier_app.service import redacting

    desk = opened.desk
    found = redacting.redact(desk.ws, DOSSIER)
    made = Removed(opened, desk, found.removed)
    made.open()
    assert made.model.total() == len(found.removed)
    made.reject()
    made.deleteLater()


def test_versions_are_kept_compared_and_brought_back(opened: MainWindow) -> None:
    desk = opened.desk
    carry_out(opened, desk, next(d for g in DEEDS for d in g if d[0] == "versions"))
    made = dialog(Versions)
    made.keep_as("提交版")
    desk.do(SetAnswer(DOSSIER, "claim.model", "LN-9"))
    made.one.setCurrentIndex(1)
    made.compare()
    quiet(opened)
    cells = [[made.model.shown(n, c).text for c in range(4)] for n in range(made.model.rowCount())]
    assert ["答案", "型号规格", "—", "LN-9"] in cells
    made.restore("提交版")
    assert "claim.model" not in imports.dump(desk.ws, DOSSIER)["answers"]
    made.accept()
    quiet(opened)


def test_record_shows_values_and_writes_a_file(opened: MainWindow, tmp_path: Path) -> None:
    desk = opened.desk
    desk.do(SetAnswer(DOSSIER, "claim.model", "LN-9"))
    carry_out(opened, desk, next(d for g in DEEDS for d in g if d[0] == "record"))
    made = dialog(Record)
    quiet(opened)
    assert "LN-9" in made.model.shown(0, 5).text
    made.only.setChecked(True)
    quiet(opened)
    made.write(tmp_path / "r.csv")
    until(lambda: (tmp_path / "r.csv").exists())
    quiet(opened)
    made._verify()
    told = dialog(Sentences)
    assert "链完好" in said(told)
    told.accept()
    made.accept()
    settle()


def test_review_gives_verdicts_locks_and_says_why_not(opened: MainWindow) -> None:
    desk = opened.desk
    carry_out(opened, desk, next(d for g in DEEDS for d in g if d[0] == "review"))
    made = dialog(ReviewDialog)
    made.table.choose(0)
    made.give_as(review.RETURNED, "审核员")
    assert "理由" in made.note.text()
    made.task.setText("补充")
    made.due.setText("someday")
    made.give_as(review.RETURNED, "审核员")
    assert "someday" in made.note.text()
    made.due.setText("2026-12-31")
    made.give_as(review.RETURNED, "审核员")
    assert made.model.shown(0, 2).text == "退回修改"
    assert made.model.shown(0, 5).text == "1"
    made.give_as(review.PASSED, "审核员")
    review.approve(desk.ws, DOSSIER, "总经理")
    made.read()
    assert made.state.text() == "已批准并锁定"
    assert made.unlock.isEnabled()
    assert not desk.do(SetAnswer(DOSSIER, "claim.model", "LN-9"))
    made.accept()
    settle()


def test_doctor_and_backup_work_beside_the_window(opened: MainWindow, tmp_path: Path) -> None:
    desk = opened.desk
    safety.back_up(opened, desk)
    quiet(opened)
    assert len(safekeeping.listed(desk.ws.folder)) == 1
    safety.examine(opened, desk)
    told = dialog(Sentences)
    assert "一切正常" in said(told)
    told.accept()
    timer = safety.watch(desk)
    assert timer.isActive()
    desk.do(SetAnswer(DOSSIER, "claim.model", "LN-9"))
    safety.back_up_if_due(desk)
    quiet(opened)
    assert len(safekeeping.listed(desk.ws.folder)) == 1
    timer.stop()
    assert safety.greet(desk) is None


def test_chosen_backup_closes_the_window_to_be_put_back(opened: MainWindow) -> None:
    desk = opened.desk
    desk.ws.back_up()
    desk.do(SetAnswer(DOSSIER, "claim.model", "LN-9"))
    carry_out(opened, desk, next(d for g in DEEDS for d in g if d[0] == "restore"))
    made = dialog(Backups)
    assert "肺结节" in made.model.shown(0, 2).text
    made.restore_chosen()
    until(lambda: not opened.isVisible())
    assert desk.restore is not None
    folder = desk.ws.folder
    desk.ws.close()
    care.restore(folder, desk.restore)
    with Workspace.open(folder) as again:
        assert "claim.model" not in queries.dossier(again, DOSSIER).answers


def test_work_list_groups_ticks_and_leads_to_the_place(opened: MainWindow) -> None:
    from datetime import date

    from dossier_app.model.finding import Severity
    from dossier_app.ui.dialogs.worklist import Worklist

    desk = opened.desk
    carry_out(opened, desk, next(d for g in DEEDS for d in g if d[0] == "worklist"))
    made = dialog(Worklist)
    quiet(opened)
    whole = made.model.total()
    assert whole > 20
    made.by.put("tender")
    made._show()
    assert made.model.total() == whole
    assert any(made.model.shown(n, 0).text.startswith("T1") for n in range(whole))
    line = made.model.line_of(lambda each: each.item.severity is Severity.WARNING)
    made.table.choose(line)
    made.tick_off("王工", "已核实")
    quiet(opened)
    assert made.model.total() == whole - 1
    made.ticked.setChecked(True)
    assert made.model.total() == 1
    assert "王工" in made.model.shown(0, 2).text
    made.ticked.setChecked(False)
    made.look_ahead(date(2027, 6, 1))
    told = dialog(Sentences)
    told.accept()
    made.table.picked.emit(0)
    settle()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, Worklist)]


def test_office_is_chosen_in_the_settings_and_signs_the_record(window: MainWindow) -> None:
    from dossier_app.service import roles
    from dossier_app.ui.pages.settings import SettingsPage

    window.go(Spot(PageKey.SETTINGS))
    page = window.page()
    assert isinstance(page, SettingsPage)
    page.name.setText("顾工")
    page.leave()
    page.role.put("regulatory")
    page.role.settled.emit()
    assert roles.role_of(window.desk.ws, "顾工") == "regulatory"
    assert window.desk.ws.person == "顾工"
    page.leave()
    assert page.role.read() == "regulatory"
