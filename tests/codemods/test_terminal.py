"""Terminals, pipes and Ctrl-C: plain where nobody sees colours, never wrapped, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.codemods.trees import HANDLER, HANDLER_FIXED, codemods, contents, environment, plant

SELECT = ("--select", "OP701")


def test_broken_pipe(tmp_path: Path) -> None:
    plant(tmp_path, {f"app{number}.py": HANDLER * 20 for number in range(40)})
    for form in ("text", "json", "html"):
        command = f"{sys.executable} -m codemods check {tmp_path} --format {form} | head -n 1"
        done = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment(), check=False)
        assert done.stderr == ""
        assert len(done.stdout.splitlines()) == 1


def test_output_that_is_no_terminal_is_plain_and_not_wrapped(tmp_path: Path) -> None:
    deep = "/".join(["a_long_folder_name"] * 8) + "/app.py"
    plant(tmp_path, {deep: HANDLER})
    done = codemods("check", ".", *SELECT, cwd=tmp_path, env=environment(COLUMNS="20"))
    assert done.stdout.startswith(f"{deep}:3:11: OP701 ")
    assert "\x1b" not in done.stdout
    assert 'handler = logging.FileHandler("app.log")' in done.stdout


@pytest.mark.parametrize("plain", [True, False])
def test_colour_on_a_terminal_unless_no_color(plain: bool, tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER})
    more = {"TERM": "xterm-256color", "COLUMNS": "30"} | ({"NO_COLOR": "1"} if plain else {})
    master, slave = os.openpty()
    command = [sys.executable, "-m", "codemods", "check", str(tmp_path), *SELECT]
    done = subprocess.run(command, stdout=slave, stderr=subprocess.PIPE, env=environment(**more), check=False)
    os.close(slave)
    shown = b""
    while chunk := _read(master):
        shown += chunk
    os.close(master)
    assert done.returncode == 1
    assert (b"\x1b[31m" in shown or b"\x1b[1;31m" in shown) is not plain
    assert str(tmp_path / "app.py").encode() in shown.replace(b"\r\n", b"\n")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


def test_a_terminal_that_knows_ascii_only(tmp_path: Path) -> None:
    plant(tmp_path, {"日本.py": HANDLER.replace("app", "ログ")})
    for form in ("text", "json", "github", "sarif", "html"):
        more = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
        done = codemods("check", tmp_path, "--format", form, *SELECT, env=environment(**more))
        assert done.returncode == 1
        assert done.stderr == ""


def test_names_that_would_confuse_a_terminal(tmp_path: Path) -> None:
    plant(tmp_path, {"a\nb\x1b[31m.py": HANDLER})
    done = codemods("check", ".", *SELECT, cwd=tmp_path)
    assert done.stdout.startswith("a�b�[31m.py:3:11: OP701")
    assert (
        json.loads(codemods("check", tmp_path, "--format", "json", *SELECT).stdout)["findings"][0]["path"]
        == "a\nb\x1b[31m.py"
    )


# Says when the interpreter is up: what Ctrl-C does to Python's own start is not ours.
START = "import runpy; print('ready', flush=True); runpy.run_module('codemods', run_name='__main__', alter_sys=True)"


def test_ctrl_c(tmp_path: Path) -> None:
    """At any moment: exit 130, one word, no traceback, no half file."""
    files = {f"d{number % 20}/f{number}.py": HANDLER for number in range(600)}
    root = plant(tmp_path / "in", files)
    for wait in (0.3, 0.5, 0.8, 1.2, 2.0):
        process = subprocess.Popen(
            [sys.executable, "-c", START, "apply", str(root), *SELECT, "--allow-no-vcs"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(), start_new_session=True,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            process.wait(timeout=wait)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
        assert process.returncode in (0, 130)
        assert said in ("", "interrupted\n")
        found = {data.decode() for data in contents(root).values()}
        assert len(found) == 1
        assert found <= {HANDLER, HANDLER_FIXED}
        if process.returncode == 0:
            break


# Ctrl-C while a class of the command line is made, as Python 3.11 reports it and 3.12 does.
CLASS = """
import signal, sys, types
class Attribute:
    def __set_name__(self, *_): signal.raise_signal(signal.SIGINT)
class Module(types.ModuleType):
    def __getattr__(self, name):
        class Command: attribute = Attribute()
sys.modules["codemods.cli"] = Module("codemods.cli")
from codemods.__main__ import run
run()
"""


def test_ctrl_c_while_it_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", CLASS], capture_output=True, text=True, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (130, "")
