from dossier_app.base import paths
from dossier_app.base.progress import SILENT


def test_shipped_files_are_found_in_the_checkout():
    assert (paths.resources() / "rulepacks").is_dir()


def test_user_folders_carry_the_program_name():
    assert "dossier-builder" in str(paths.default_workspace())
    assert "dossier-builder" in str(paths.log_folder())


def test_nobody_watching_stops_nothing():
    assert SILENT.step(1, 2) is None
