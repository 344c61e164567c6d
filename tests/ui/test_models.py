"""Every table model keeps Qt's rules, filters, and shows thousands of rows at once."""

from pytestqt.modeltest import ModelTester

from dossier_app.base.text import Lang
from dossier_app.model.definition import RECORD_KINDS
from dossier_app.model.records import Record
from dossier_app.service import queries
from dossier_app.service.workspace import Workspace
from dossier_app.ui.i18n import Speech
from dossier_app.ui.models.records import RecordsModel, columns_of
from dossier_app.ui.models.rows import RowsModel, Shown
from tests.ui.conftest import DOSSIER


def rows(count: int) -> RowsModel[int]:
    model: RowsModel[int] = RowsModel(["甲", "乙"], lambda item, column: Shown(f"{item}-{column}"))
    model.show(range(count))
    return model


def test_rows_model_keeps_qts_rules_while_it_is_filtered(qtmodeltester: ModelTester):
    model = rows(40)
    qtmodeltester.check(model)
    model.search("3-1")
    model.only(lambda item: item % 2 == 1)
    qtmodeltester.check(model)
    assert [model.item(n) for n in range(model.rowCount())] == [3, 13, 23, 33]


def test_model_of_every_record_kind_keeps_qts_rules(
    qtmodeltester: ModelTester, workspace: Workspace
):
    dossier = queries.dossier(workspace, DOSSIER)
    for kind in RECORD_KINDS.values():
        model = RecordsModel(kind, Speech(Lang.ZH))
        model.show_records((Record("1", kind.key, DOSSIER, 0, {}),), dossier)
        qtmodeltester.check(model)
        assert model.columnCount() == len(model.columns()) >= 1, kind.key


def test_title_of_a_kind_is_among_its_columns():
    for kind in RECORD_KINDS.values():
        assert kind.title in {field.key for field in columns_of(kind)}, kind.key


def test_cells_are_worked_out_only_when_they_are_looked_at():
    asked: list[int] = []

    def cell(item: int, column: int) -> Shown:
        asked.append(item)
        return Shown(str(item))

    model: RowsModel[int] = RowsModel(["n"], cell)
    model.show(range(10_000))
    assert asked == []
    assert model.data(model.index(9_999, 0)) == "9999"
    assert asked == [9_999]
