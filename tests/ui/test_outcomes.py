"""Result, calendar, editions and remembered columns in the real window."""

from pathlib import Path

import pytest

from dossier_app.readers.columns import Role
from dossier_app.service import queries
from dossier_app.service.workspace import Workspace
from dossier_app.ui.pages.export import ExportPage
from dossier_app.ui.pages.tender import TenderPage
from dossier_app.ui.spot import PageKey
from dossier_app.ui.tender.outcomes import ResultDialog
from tests.ui.conftest import DOSSIER
from tests.ui.hands import Hands
from tests.ui.test_tender_help import buyer_file, imported
from tests.ui.waiting import show, until


def test_columns_named_once_are_taken_up_for_the_next_file_of_that_purchaser(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first = imported(hands, buyer_file(tmp_path / "一.xlsx"), monkeypatch)
    for place, role in ((1, Role.IGNORED), (2, Role.TEXT)):
        box = first.roles.boxes[place]
        box.setCurrentIndex(list(Role).index(role))
        box.activated.emit(box.currentIndex())
    until(lambda: first.model.total() and first.model.item(0).text.startswith("真正的要求"))
    until(lambda: first.store_new.isEnabled())
    hands.press("存为新项目", first)
    page = hands.window.page()
    assert isinstance(page, TenderPage)
    until(lambda: page.rows.model.total() == 4)
    hands.rested()
    again = imported(hands, buyer_file(tmp_path / "二.xlsx"), monkeypatch)
    until(lambda: again.model.total() and again.model.item(0).text.startswith("真正的要求"))
    assert list(Role)[again.roles.boxes[2].currentIndex()] is Role.TEXT
    again.reject()


def test_a_result_is_kept_from_the_window_and_a_wrong_price_is_said(
    hands: Hands, workspace: Workspace
):
    show(hands.window, PageKey.TENDER, DOSSIER)
    hands.press("登记结果")
    dialog = hands.dialog(ResultDialog)
    assert isinstance(dialog, ResultDialog)
    dialog.price.put("许多")
    hands.press("登记", dialog)
    assert "价格" in dialog.trouble.text()
    assert queries.dossier(workspace, DOSSIER).tender("T1").text("state") == "preparing"  # type: ignore[union-attr]  # the tender is there
    dialog.price.put("480000")
    dialog.on.put("2026-12-04")
    hands.press("登记", dialog)
    hands.rested()
    kept = queries.dossier(workspace, DOSSIER).tender("T1")
    assert kept is not None
    assert (kept.text("state"), kept.text("challenge_until")) == ("won", "2026-12-15")


def test_dates_are_written_as_a_calendar_from_the_window(hands: Hands, tmp_path: Path):
    show(hands.window, PageKey.TENDER, DOSSIER)
    page = hands.window.page()
    assert isinstance(page, TenderPage)
    page.outcomes.write_calendar(tmp_path / "dates.ics")
    until(lambda: (tmp_path / "dates.ics").is_file())
    assert (tmp_path / "dates.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_an_edition_is_chosen_on_the_export_page_for_tender_packs_only(hands: Hands):
    show(hands.window, PageKey.EXPORT, DOSSIER)
    page = hands.window.page()
    assert isinstance(page, ExportPage)
    page.what.put("tender-pack")
    page.edition.profile.put("modules")
    page.edition.watermark.put("仅供样例")
    wanted = page.request(Path("x"))
    assert (wanted.profile, wanted.watermark, wanted.without) == ("modules", "仅供样例", ())
    page.what.put("ptr")
    assert page.request(Path("x")).profile == ""
