"""The scope guard over suggestions, answers computed, columns named anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QApplication, QFileDialog

from dossier_app.service import queries
from dossier_app.service.commands import AddRecord, ChangeRecord, RemoveRecord
from dossier_app.service.copying import copy_dossier
from dossier_app.service.tendercolumns import ColumnMap, Role
from dossier_app.service.workspace import Workspace
from dossier_app.ui.app import first_window
from dossier_app.ui.dialogs.fill_plan import FillPlan
from dossier_app.ui.dialogs.tender_import import TenderImport
from dossier_app.ui.main_window import MainWindow
from dossier_app.ui.pages.tender import TenderPage
from dossier_app.ui.settings import Settings
from dossier_app.ui.spot import PageKey
from tests.ui.conftest import DOSSIER
from tests.ui.hands import Hands
from tests.ui.waiting import settle, show, until

PURCHASER = "样例市第一人民医院"


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


@pytest.fixture
def copied(samples: Workspace) -> str:
    """An editable copy of a sample with its tender."""
    identity, _ = copy_dossier(samples, queries.heading(samples, "lung-nodule").id, "mine")
    return identity


@pytest.fixture
def work(
    qapp: QApplication, samples: Workspace, copied: str, tmp_path: Path
) -> Iterator[TenderPage]:
    """The tender page of the copy in a real window."""
    window = first_window(samples, Settings(tmp_path / "window.ini"))
    window.resize(1500, 900)
    window.show()
    window.activateWindow()
    until(window.isActiveWindow)
    until(lambda: window.desk.pack is not None)
    show(window, PageKey.TENDER, copied)
    page = window.page()
    assert isinstance(page, TenderPage)
    until(lambda: page.rows.model.total() > 20)
    Hands(window).rested()
    yield page
    window.close()
    window.deleteLater()


def emptied(page: TenderPage) -> str:
    """Take an answer away whose row has a suggestion that passes, and show the row; its requirement."""
    desk = page.desk
    from dossier_app.service.answering import match

    rows = match(desk.ws, desk.dossier_id, page.tender)
    row = next(r for r in rows if r.response and r.offered and r.offered[0].passes)
    assert row.response is not None
    for link in queries.dossier(desk.ws, desk.dossier_id).where("link", target=row.response.id):
        assert desk.do(RemoveRecord("link", link.id))
    assert desk.do(RemoveRecord("response", row.response.id))
    window = page.window()
    assert isinstance(window, MainWindow)
    Hands(window).rested()
    page.rows.reveal(row.requirement.id)
    until(lambda: page.detail.row.id == row.requirement.id and not page.detail.row.answer)
    offers = page.detail.offers
    assert offers is not None
    until(lambda: page.detail.offers is not None and bool(page.detail.offers.offered))
    return row.requirement.id


def response(page: TenderPage, requirement: str) -> str:
    dossier = queries.dossier(page.desk.ws, page.desk.dossier_id)
    return next((r.text("text") for r in dossier.where("response", requirement=requirement)), "")


def test_what_the_scope_guard_stops_cannot_be_taken(work: TenderPage):
    row = emptied(work)
    asked = work.detail.row.requirement.text("text")
    values = {
        "requirement": asked,
        "answer": f"{asked}，可自动给出良恶性诊断结论",
        "project": "旧项目",
    }
    assert work.desk.do(AddRecord("", "past_answer", "p" * 32, values))
    until(
        lambda: (
            work.detail.offers is not None and any(not o.passes for o in work.detail.offers.offered)
        )
    )
    until(work.desk.jobs.is_quiet)
    settle()
    offers = work.detail.offers
    assert offers is not None
    window = work.window()
    assert isinstance(window, MainWindow)
    button = Hands(window).button(f"采用：{values['answer']}", offers)
    assert not button.isEnabled()
    number = next(n for n, o in enumerate(offers.offered) if not o.passes)
    offers.take(number)
    until(work.desk.jobs.is_quiet)
    settle()
    assert response(work, row) == ""


def test_what_can_be_computed_is_shown_first_and_written_as_one_change(work: TenderPage):
    window = work.window()
    assert isinstance(window, MainWindow)
    hands, desk = Hands(window), work.desk
    dossier = queries.dossier(desk.ws, desk.dossier_id)
    links = {link.text("target"): link.id for link in dossier.all("link")}
    for each in dossier.where("response", tender=work.tender):
        if each.id in links:
            desk.do(RemoveRecord("link", links[each.id]))
        desk.do(
            ChangeRecord("response", each.id, {"text": "", "deviation": None, "confirmed_by": None})
        )
    hands.rested()
    hands.press("可计算的一次填好", work)
    until(lambda: any(isinstance(w, FillPlan) for w in QApplication.topLevelWidgets()))
    dialog = hands.dialog(FillPlan)
    assert isinstance(dialog, FillPlan)
    steps = list(dialog.steps.items())
    assert steps, [each.why.zh for each in dialog.left.items()]
    assert response(work, steps[0].requirement.id) == ""
    hands.press(f"写入 {len(steps)} 条", dialog)
    hands.rested()
    assert [response(work, s.requirement.id) for s in steps] == [s.text for s in steps]
    desk.undo()
    hands.rested()
    assert {response(work, s.requirement.id) for s in steps} == {""}


def buyer_file(path: Path) -> Path:
    """A buyer's workbook whose two columns of words are easily taken one for the other."""
    book = Workbook()
    front = book.active
    assert front is not None
    front.title = "项目信息"
    front.append(["采购人", PURCHASER])
    sheet = book.create_sheet("技术参数")
    sheet.append(["序号", "技术参数要求", "补充说明"])
    for n in range(1, 5):
        sheet.append([str(n), f"要求第{n}项功能", f"真正的要求：并发用户数≥{n}0"])
    book.save(path)
    return path


def imported(hands: Hands, path: Path, monkeypatch: pytest.MonkeyPatch) -> TenderImport:
    """Open the import and read a file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    show(hands.window, PageKey.TENDER, DOSSIER)
    hands.press("导入招标参数")
    dialog = hands.dialog(TenderImport)
    assert isinstance(dialog, TenderImport)
    hands.press("选择文件…", dialog)
    until(lambda: dialog.model.rowCount() > 0 and hands.window.desk.jobs.is_quiet())
    settle()
    return dialog


def test_columns_are_named_anew_and_read_again(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = buyer_file(tmp_path / "参数.xlsx")
    dialog = imported(hands, path, monkeypatch)
    assert "要求第1项功能" in dialog.model.item(0).text
    names = [box.accessibleName() for box in dialog.roles.boxes]
    assert names == ["“序号”列的含义", "“技术参数要求”列的含义", "“补充说明”列的含义"]
    for place, role in ((1, Role.IGNORED), (2, Role.TEXT)):
        box = dialog.roles.boxes[place]
        box.setCurrentIndex(list(Role).index(role))
        box.activated.emit(box.currentIndex())
    until(lambda: dialog.model.total() and dialog.model.item(0).text.startswith("真正的要求"))
    until(lambda: dialog.store_new.isEnabled())
    hands.press("存为新项目", dialog)
    tender = hands.window.page()
    assert isinstance(tender, TenderPage)
    until(lambda: tender.rows.model.total() == 4)
    dossier = queries.dossier(hands.window.desk.ws, DOSSIER)
    kept = dossier.where("requirement", tender=tender.tender)
    assert [r.text("text") for r in kept] == [f"真正的要求：并发用户数≥{n}0" for n in range(1, 5)]


def test_a_kept_map_survives_the_ini_file_and_damage_is_no_map(tmp_path: Path):
    first = Settings(tmp_path / "a.ini")
    made = ColumnMap({"技术参数": {1: Role.TEXT}})
    first.keep_columns(PURCHASER, made.as_json())
    first.keep_columns("", made.as_json())
    first.flush()
    second = Settings(tmp_path / "a.ini")
    assert ColumnMap.from_json(second.columns(PURCHASER)) == made
    assert second.columns("") == {}
    assert second.columns("别的医院") == {}
    words = (tmp_path / "a.ini").read_text(encoding="utf-8")
    assert PURCHASER not in words
    (tmp_path / "a.ini").write_text(words.replace('"{', '"{{'), encoding="utf-8")
    assert Settings(tmp_path / "a.ini").columns(PURCHASER) == {}
