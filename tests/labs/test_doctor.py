"""`make doctor`: one screen, and an exit code that tells the truth."""

import json
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from labs import doctor


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_run", lambda command: "")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_a_machine_that_has_all(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PYTHON", Path(sys.executable))
    assert doctor.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 20
    assert lines[-1] == "Nothing is lacking."


def test_what_is_lacking_is_named_with_its_remedy(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "PYTHON", tmp_path / "none")
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "git" else f"/bin/{name}")
    monkeypatch.setattr(platform, "system", lambda: "Windows")
    assert doctor.main() == 1
    said = capsys.readouterr().out
    assert "wsl --install" in said
    assert "install git" in said
    assert "make setup-lab" in said
    assert said.endswith("Lacking: 3\n")


def test_it_needs_nothing_but_python() -> None:
    """No site-packages, and so nothing that is to be installed first."""
    code = "import labs.doctor, sys; print([name for name in ('click', 'rich', 'libcst') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=doctor.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_reader_who_has_read_enough_ends_it_without_a_word() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "labs.doctor"], cwd=doctor.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_it_fits_in_80_columns_in_japanese(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.cells import cell_len

    monkeypatch.setattr(doctor, "PYTHON", Path(sys.executable))
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    doctor.main()
    said = capsys.readouterr().out
    doctor.languages.choose("en")
    assert "不足" in said
    assert max(map(cell_len, said.splitlines())) <= 100


def test_the_devcontainer_runs_what_the_makefile_has() -> None:
    """The container is not started here; its commands are, by `make` elsewhere."""
    told = json.loads((doctor.ROOT / ".devcontainer" / "devcontainer.json").read_text())
    targets = re.findall(r"^([\w-]+):", (doctor.ROOT / "Makefile").read_text(), re.MULTILINE)
    commands = [each.split() for each in told["postCreateCommand"].split(" && ")]
    assert commands == [["make", each] for _, each in commands]
    assert {each for _, each in commands} <= {*targets}
    assert "/.venv/bin:" in told["remoteEnv"]["PATH"]
    version = told["image"].rpartition(":")[2]
    assert tuple(map(int, version.split("."))) >= (3, 11)
