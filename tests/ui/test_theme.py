"""Both themes can be read, and every icon that is named is there."""

import re
from pathlib import Path

import pytest

from dossier_app.base.paths import resources
from dossier_app.ui.theme import DARK, LIGHT, Role
from dossier_app.ui.theme.roles import contrast
from dossier_app.ui.theme.sheet import sheet

_UI = Path(__file__).resolve().parents[2] / "dossier_app" / "ui"


@pytest.mark.parametrize("role", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_of_ink_and_ground_has_enough_contrast(role: Role):
    weak = {name: contrast(*pair) for name, pair in role.pairs().items() if contrast(*pair) < 4.5}
    assert weak == {}


def test_contrast_knows_the_extremes():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


def test_style_sheet_names_only_colours_of_its_role():
    for role in (LIGHT, DARK):
        own = {
            value
            for value in (getattr(role, name) for name in role.__slots__)
            if isinstance(value, str)
        }
        assert set(re.findall(r"#[0-9A-F]{6}", sheet(role))) <= own


def test_every_icon_that_is_named_ships():
    named = {
        name
        for file in _UI.rglob("*.py")
        for name in re.findall(
            r'(?:icon_button|pixmap|icon|_door|_picture)\("([a-z][a-z0-9-]+)"',
            file.read_text("utf-8"),
        )
    }
    missing = {name for name in named if not (resources() / "icons" / f"{name}.svg").exists()}
    assert named
    assert missing == set()
