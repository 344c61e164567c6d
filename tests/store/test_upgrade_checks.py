"""An upgrade that leaves rows pointing nowhere is refused, even where it may change the count of rows."""

import pytest

from dossier_app.base.errors import IntegrityBroken
from dossier_app.service.clock import system_clock
from dossier_app.store import opening
from dossier_app.store.migrations import HEAD, revisions


class Orphaning:
    """A further revision that adds an answer of no dossier."""

    REVISION = HEAD + 1
    SCHEMA_HASH = revisions()[-1].SCHEMA_HASH
    RECOUNTED = frozenset({"answer"})

    @staticmethod
    def upgrade(operations):
        operations.execute("INSERT INTO answer VALUES ('nobody', 'claim.model', '1', 'x')")


def test_rows_pointing_nowhere_stop_an_upgrade(tmp_path):
    file = tmp_path / opening.FILE_NAME
    opening.create_database(file)
    before = file.read_bytes()
    with pytest.raises(IntegrityBroken) as refusal:
        opening.upgrade(file, tmp_path / "backups", system_clock(), (*revisions(), Orphaning))
    assert (refusal.value.code, "foreign_key_check" in refusal.value.message.en) == (
        "UPGRADE-CHECKS",
        True,
    )
    assert "answer" not in refusal.value.message.en
    assert file.read_bytes() == before
    assert not (tmp_path / "backups").exists()
