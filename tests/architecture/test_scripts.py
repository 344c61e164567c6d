"""The shell scripts and the pinned versions that a fresh machine starts from."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = ("packaging/run", "packaging/test", "packaging/build", "packaging/deb", ".ci/run")


def pins() -> dict[str, str]:
    """The pinned version of each package, by its plain name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {plain(line.partition("==")[0]): line.partition("==")[2] for line in lines}


def plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def in_setup(words: str) -> subprocess.CompletedProcess[str]:
    """Run words in a shell that has taken in setup.sh."""
    script = f". packaging/setup.sh; {words}"
    return subprocess.run(
        ["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_may_be_started_and_is_sound_shell(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    outcome = subprocess.run(
        ["bash", "-n", ROOT / script], capture_output=True, text=True, check=False
    )
    assert outcome.stderr == ""
    assert "set -euo pipefail" in (ROOT / script).read_text(encoding="utf-8")


def test_constraints_are_plain_pins_in_order() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    assert lines == sorted(lines, key=str.lower)


def test_every_package_asked_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        asked += extra
    names = {plain(re.split(r"[^\w.-]", each, maxsplit=1)[0]) for each in asked}
    assert names - set(pins()) == set()


def test_what_is_missing_is_named_and_what_is_there_is_not() -> None:
    outcome = in_setup(
        "missing_packages bash=cmd:bash none-a=cmd:no-such-program none-b=so:libnosuch.so.9 libc6=so:libc.so.6"
    )
    assert outcome.stdout.split() == ["none-a", "none-b"]


def test_a_python_that_is_too_old_is_not_taken(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    assert in_setup(f"usable_python {old}").returncode == 1
    assert in_setup("usable_python no-such-python").returncode != 0
    assert in_setup(f"PATH={tmp_path}:$PATH find_python").stdout.strip() not in ("", str(old))


def test_without_the_right_to_install_it_says_what_to_type() -> None:
    outcome = in_setup("may_install() { false; }; install_packages libgl1 qpdf")
    assert outcome.returncode == 6
    assert "apt-get install --no-install-recommends libgl1 qpdf" in outcome.stderr


def test_nothing_missing_means_nothing_is_installed() -> None:
    outcome = in_setup("apt_install() { echo called; }; install_packages")
    assert (outcome.returncode, outcome.stdout) == (0, "")
