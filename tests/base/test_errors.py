import pytest

from dossier_app.base import errors
from dossier_app.base.text import Text

CODES = {
    errors.FindingsBlock: 2,
    errors.BadInput: 3,
    errors.NotFound: 4,
    errors.InUse: 5,
    errors.DiskTrouble: 6,
    errors.TooNew: 7,
    errors.IntegrityBroken: 8,
    errors.NotInThisBuild: 9,
}


@pytest.mark.parametrize(("kind", "code"), CODES.items())
def test_each_error_has_the_exit_code_of_the_contract(kind, code):
    error = kind(Text("坏", "bad"), place="a.xlsx!B3")
    assert (error.exit_code, error.place, error.code) == (code, "a.xlsx!B3", kind.__name__)


def test_cancelling_exits_130():
    assert errors.Cancelled().exit_code == 130


def test_a_support_code_can_be_given():
    assert errors.BadInput(Text("坏", "bad"), code="XL-07").code == "XL-07"
