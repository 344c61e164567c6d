"""The committed reference is what the declarations say, and holds every code, field, kind and command."""

import subprocess
import sys
from pathlib import Path

from dossier_app.cli.main import _MODULES
from dossier_app.model.checks.codes import CODES
from dossier_app.model.definition import FIELDS, RECORD_KINDS
from dossier_app.service import drawable

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "resources" / "docs" / "reference.md"


def test_the_committed_reference_is_up_to_date(tmp_path):
    made = tmp_path / "reference.md"
    script = ROOT / "packaging" / "make_reference.py"
    subprocess.run([sys.executable, str(script), str(made)], check=True, timeout=60)
    assert made.read_bytes() == COMMITTED.read_bytes(), "run packaging/make_reference.py"


def test_the_reference_names_everything():
    text = COMMITTED.read_text(encoding="utf-8")
    for key in (*CODES, *drawable.CODES, *FIELDS, *RECORD_KINDS):
        assert f"`{key}`" in text, key
    for name in _MODULES:
        assert f"`dossier {name}" in text, name


def test_the_schema_gives_codes_with_meanings_and_every_field(cli):
    schema = cli("schema").json
    assert schema["x-codes"].keys() == CODES.keys() | drawable.CODES.keys()
    assert all(meaning["zh"] and meaning["en"] for meaning in schema["x-codes"].values())
    assert schema["properties"]["answers"]["properties"].keys() == FIELDS.keys()
    kinds = schema["properties"]["records"]["properties"].keys()
    assert kinds | schema["properties"]["firm"]["properties"].keys() == RECORD_KINDS.keys()
