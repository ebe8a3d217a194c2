"""Files that nobody wrote by hand end in an answer or a clear line, in bounded time and memory."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.codemods.faults.tangled import program
from tests.codemods.trees import HANDLER, HANDLER_FIXED, environment, plant

# Of one process; check and apply of the largest of these take 1.0 GB and 10 s here.
MAX_SECONDS, MAX_BYTES = 120, 4_000_000_000
HEAD = HANDLER.encode()
READ = {
    "a million lines": HEAD + b"\n" * 999_900,
    "a million statements": HEAD + b"x\n" * 900_000,
    "one line": HEAD + b"x = [" + b"1," * 900_000 + b"]\n",
    "90 nested lists": HEAD + b"x = " + b"[" * 90 + b"]" * 90 + b"\n",
    "a long f-string": HEAD + b"x = f'" + b"{a}" * 20_000 + b"'\n",
    "many names": HEAD + program(names=20, lines=200).encode(),
    "names given a hundred times": HEAD + program(names=4, lines=400).encode(),
}
UNREAD = {
    "100,000 parentheses": b"x = " + b"(" * 100_000 + b")" * 100_000 + b"\n",
    "10,000 lists": b"x = " + b"[" * 10_000 + b"]" * 10_000 + b"\n",
    "10,000 conditions": b"x = " + b"1 if a else " * 10_000 + b"2\n",
    "10,000 branches": b"if x: pass\n" + b"elif x: pass\n" * 10_000,
    "50,000 sums": b"SECRET_KEY = " + b"'a' + " * 50_000 + b"'b'\n",
    "100,000 attributes": b"x = a" + b".b" * 100_000 + b"\n",
    "50,000 calls": b"x = a" + b"()" * 50_000 + b"\n",
    "100,000 signs": b"x = " + b"-" * 100_000 + b"1\n",
    "eight megabytes": b"x = 1\n" * 1_300_000,
}
OTHERS = {
    "Dockerfile": b"FROM a\nRUN " + b"a && " * 20_000 + b"b\n",
    "docker-compose.yml": b"services:\n  a: " + b"{a: " * 5_000 + b"1" + b"}" * 5_000 + b"\n",
    "run.sh": b"#!/bin/sh\n" + b"$(" * 20_000 + b")" * 20_000 + b"\n",
    "pyproject.toml": b"a = " + b"[" * 5_000 + b"]" * 5_000 + b"\n",
    "requirements.txt": b"flask==1.0\n" * 20_000,
    "task.json": b"[" * 50_000 + b"]" * 50_000,
    "compose.yaml": b"a: &a [x, x, x, x, x, x, x, x, x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (each + 1, each + 1, b"*%c, " % each * 9) for each in b"abcdefgh")
    + b"services: {x: {environment: *i}}\n",
}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, MAX_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))

    command = [sys.executable, "-m", "codemods", *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, preexec_fn=limit, env=environment(UV_OFFLINE="1")
    )
    assert "Traceback" not in done.stderr
    assert done.returncode >= 0, "killed: it took too long"
    return done


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_rewritten_or_why_not_is_said(name: str, tmp_path: Path) -> None:
    tree = plant(tmp_path, {"large.py": READ[name], "shop.py": HANDLER})
    done = run("check", "--no-cache", tree)
    assert "large.py:3:" in done.stdout
    done = run("apply", "--allow-no-vcs", tree)
    assert (tree / "shop.py").read_text() == HANDLER_FIXED
    rewritten = (tree / "large.py").read_bytes().startswith(HANDLER_FIXED.encode())
    said = "OP701 was not fixed: the file is too large to be rewritten" in done.stdout
    assert rewritten != said
    assert said == (len(READ[name]) > 500_000)


@pytest.mark.parametrize("name", UNREAD)
def test_what_cannot_be_read_is_said(name: str, tmp_path: Path) -> None:
    tree = plant(tmp_path, {"large.py": UNREAD[name], "shop.py": HANDLER})
    done = run("apply", "--allow-no-vcs", tree)
    assert (tree / "shop.py").read_text() == HANDLER_FIXED
    assert len([line for line in done.stdout.splitlines() if line.startswith("note: ") and "large.py" in line]) == 1


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("command", ["check", "env"])
def test_other_kinds(name: str, command: str, tmp_path: Path) -> None:
    tree = plant(tmp_path, {name: OTHERS[name], "shop.py": HANDLER})
    done = run(command, tree)
    assert done.returncode in (0, 1) or (name == "pyproject.toml" and done.returncode == 2), done.stderr
    assert command == "env" or name == "pyproject.toml" or "shop.py:3:" in done.stdout
