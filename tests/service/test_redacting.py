"""What leaves for others' eyes holds no price, person or closed file; a support file holds nothing of the content."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier_app.base.errors import BadInput, NotFound
from dossier_app.service import bundle, demo, imports, queries, redacting
from dossier_app.service.commands import AddRecord, MarkNotApplicable, SetAnswer
from dossier_app.service.exchange import canonical
from dossier_app.service.workspace import Workspace


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    ws = Workspace.create(tmp_path_factory.mktemp("samples") / "workspace")
    demo.install_samples(ws)
    yield ws
    ws.close()


def words_of(form: dict) -> set[str]:
    """Every text of three characters or more that stands in a form, ids and hashes aside."""
    found: set[str] = set()

    def walk(value: object, key: str = "") -> None:
        if isinstance(value, dict):
            for name, part in value.items():
                walk(part, name)
        elif isinstance(value, list):
            for part in value:
                walk(part, key)
        elif isinstance(value, str) and len(value) >= 3 and not value.isascii():
            found.add(value)

    walk(form)
    return found


def test_redacted_sample_holds_no_price_person_or_closed_file(
    samples: Workspace, tmp_path: Path
) -> None:
    target = tmp_path / "r.dossier"
    told = redacting.write_redacted(samples, "lung-nodule", target)
    form = imports.dump(samples, "lung-nodule")
    with zipfile.ZipFile(target) as archive:
        data = archive.read("data/dossier.json").decode()
        carried = {n[6:] for n in archive.namelist() if n.startswith("files/")}
        assert json.loads(archive.read("REDACTED.json")) == told["removed"]
    rows = [r for p in ("records", "firm") for r in form[p].get("evidence", ())]
    closed = [r for r in rows if r["disclosure"] not in ("public", "tender")]
    assert closed
    assert carried
    assert not carried & {row["sha256"] for row in closed}
    assert "price_line" not in json.loads(data)["records"]
    money = [r["offer_total"] for r in form["records"]["tender"] if "offer_total" in r]
    assert money
    assert not any(f'"{amount}"' in data for amount in money)
    people = {r["person"] for r in form["records"]["confirmation"]}
    assert people
    assert not any(name in data for name in people)
    assert all(each["count"] and each["why"]["zh"] for each in told["removed"])
    with Workspace.create(tmp_path / "other") as other:
        bundle.read_bundle(other, target)
        assert queries.findings(other, "lung-nodule")
        with pytest.raises(BadInput, match="redacted"):
            bundle.read_bundle(other, target, replace=True)


def test_support_file_holds_nothing_of_the_dossier(samples: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "support.json"
    told = redacting.write_support(samples, "lung-nodule", target)
    text = target.read_text(encoding="utf-8")
    statement = json.dumps(told["left_out"], ensure_ascii=False)
    rest = text.replace(told["left_out"]["zh"], "")
    assert statement
    assert [
        words for words in words_of(imports.dump(samples, "lung-nodule")) if words in rest
    ] == []
    assert str(samples.folder) not in text
    assert told["records"]["requirement"] > 20
    with pytest.raises(BadInput):
        redacting.write_support(samples, "lung-nodule", target)


def test_redaction_leaves_nothing_that_points_nowhere(ws: Workspace, tmp_path: Path) -> None:
    ws.do(MarkNotApplicable("d1", "claim.host_code", "独立软件"))
    ws.do(AddRecord("", "party", "p1", {"name": "医院甲", "role": "hospital", "phone": "139"}))
    ws.do(AddRecord("d1", "letter", "l1", {"number": "补-1"}))
    ws.do(AddRecord("d1", "letter_point", "lp1", {"letter": "l1", "number": "1", "text": "补数据"}))
    ws.do(SetAnswer("d1", "claim.registrant", "p1"))
    found = redacting.redact(ws, "lung")
    assert "letter" not in found.form["records"]
    assert "139" not in canonical(found.form)
    assert found.form["not_applicable"]["claim.host_code"]["by"] != "王工"
    assert {each["place"] for each in found.removed} >= {"records/letter", "party/phone"}
    with pytest.raises(NotFound):
        redacting.redact(ws, "absent")
