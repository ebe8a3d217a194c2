"""`make suites TREES=DIR`: the services' own tests, and the services themselves, before and after apply.

A row of suites.toml names a repository, what to install (`uv pip install`), the folder and the command of its tests
(pytest or unittest), and, where it can be started alone, a WSGI or ASGI target with paths to ask. All of it runs
untouched, after `apply`, and after `apply --unsafe` with the `.env` that it wrote exported, in copies under build/.
It runs the services' code: use checkouts that you trust. Exit 1 where a result or an answer differs, or where the
untouched service gives none.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from codemods.formats import dotenv
from tests.services.ledger import digest

ROOT = Path(__file__).parents[2]
SUITES = Path(__file__).with_name("suites.toml")
BUILD = ROOT / "build" / "suites"
STATES = {"untouched": None, "safe": [], "unsafe": ["--unsafe"]}
MINUTES = 10
UV = str(Path(sys.executable).with_name("uv"))
_COUNTS = re.compile(r"\b\d+ (?:passed|failed|errors?|skipped|xfailed|xpassed)\b|^Ran \d+ tests?|^OK\b.*|^FAILED \(.*")
_FAILED = re.compile(r"^(?:FAILED|ERROR|FAIL:) \S+")


@dataclass(frozen=True)
class Suite:
    """A row of suites.toml. `start` is `module:app`; `server` gunicorn, or uvicorn for an ASGI application."""

    repository: str
    install: list[str]
    command: list[str] = field(default_factory=list)
    folder: str = "."
    environment: Mapping[str, str] = field(default_factory=dict)
    start: str = ""
    server: str = "gunicorn"
    ask: list[str] = field(default_factory=list)


def suites() -> list[Suite]:
    """All rows. Raises TypeError for a key that no suite has."""
    return [Suite(**row) for row in tomllib.loads(SUITES.read_text(encoding="utf-8"))["suite"]]


def main(arguments: list[str]) -> int:
    """Run the suites; a line each, and the differences."""
    parser = argparse.ArgumentParser("python -m tests.services.suites", description=__doc__)
    parser.add_argument("trees", type=Path, metavar="TREES")
    parser.add_argument("--only", action="append", default=[], metavar="TEXT", help="services whose name holds this")
    options = parser.parse_args(arguments)
    differ = 0
    for suite in suites():
        if options.only and not any(each.lower() in suite.repository.lower() for each in options.only):
            continue
        tree = options.trees / suite.repository.replace("/", "+")
        if not tree.is_dir():
            print(f"{suite.repository}: no tree in {options.trees}, left out", file=sys.stderr)
            continue
        results = {state: run(suite, tree, state) for state in STATES}
        said = "DIFFERS" if len({repr(each) for each in results.values()}) > 1 else "the same"
        if any(each.startswith(("exit", "did not", "not done")) for each in results["untouched"].values()):
            said = "TELLS NOTHING"
        differ += said != "the same"
        print(f"{suite.repository}: {said}", flush=True)
        for state, result in results.items():
            print(f"  {state}: {' · '.join(f'{what} {said}' for what, said in result.items())}", flush=True)
    print(f"{differ} differ, or tell nothing")
    return int(bool(differ))


def run(suite: Suite, tree: Path, state: str) -> dict[str, str]:
    """What the suite says of one state of the tree, and what the service answers."""
    name = suite.repository.replace("/", "+")
    environment = _environment(suite, tree)
    copy = BUILD / "trees" / name
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(tree, copy, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    variables = {**os.environ, **suite.environment, "PATH": f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    if (options := STATES[state]) is not None:
        command = [sys.executable, "-m", "codemods", "apply", "--allow-no-vcs", *options, str(copy)]
        # Without an index no lock is written: what is installed stays what the suite asks for.
        subprocess.run(command, cwd=ROOT, env={**os.environ, "UV_OFFLINE": "1"}, capture_output=True, check=False)
        written = [each for each in copy.rglob(".env") if each.is_file()]
        variables |= {entry.name: entry.value for each in written for entry in dotenv.parse(each.read_text()).entries}
    folder = copy / suite.folder
    if state != "untouched":
        _install_added(folder, tree / suite.folder, environment)
    result = {}
    if suite.command:
        result["tests:"] = _outcome(suite.command, folder, variables)
    if suite.start:
        result["answers:"] = _answers(suite, folder, variables)
    return result


def _environment(suite: Suite, tree: Path) -> Path:
    """A virtual environment with what the suite needs, made once."""
    place = BUILD / "environments" / tree.name
    ready, wanted = place / ".ready", repr([suite.server, *suite.install])
    if not ready.exists() or ready.read_text() != wanted:
        subprocess.run([UV, "venv", "--quiet", "--clear", "--python", sys.executable, str(place)], check=True)
        install = [UV, "pip", "install", "--quiet", "--python", str(place / "bin" / "python"), suite.server]
        subprocess.run([*install, *suite.install], cwd=(tree / suite.folder).resolve(), check=True)
        ready.write_text(wanted)
    return place


def _install_added(folder: Path, before: Path, environment: Path) -> None:
    """What the fixes added to the requirements (gunicorn, boto3): without it the emitted modules cannot be imported."""
    added = []
    for file in folder.rglob("requirements*.txt"):
        old = before / file.relative_to(folder)
        known = set(old.read_text(errors="replace").splitlines()) if old.exists() else set()
        added += [line for line in file.read_text(errors="replace").splitlines() if line not in known]
    names = [line for line in added if re.match(r"[A-Za-z][\w.-]*\s*([<>=~!].*)?$", line)]
    if names:
        python = str(environment / "bin" / "python")
        subprocess.run([UV, "pip", "install", "--quiet", "--python", python, *names], check=False)


def _outcome(command: list[str], folder: Path, variables: Mapping[str, str]) -> str:
    """The counts that pytest or unittest prints at the end; that it did not end, where it did not."""
    try:
        done = subprocess.run(
            command, cwd=folder, env=variables, capture_output=True, text=True, timeout=MINUTES * 60, check=False
        )
    except subprocess.TimeoutExpired:
        return f"not done after {MINUTES} minutes"
    lines = (done.stdout + done.stderr).splitlines()
    counts = [found for line in lines[-3:] for found in _COUNTS.findall(line)]
    failed = sorted({found[0] for line in lines if (found := _FAILED.match(line))})
    if not counts:
        return f"exit {done.returncode}: {lines[-1] if lines else ''}"
    return ", ".join(counts) + (f" (which: {digest(*failed)})" if failed else "")


def _answers(suite: Suite, folder: Path, variables: Mapping[str, str]) -> str:
    """The status of each path that is asked, or how the server ended."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bind = (
        ["--host", "127.0.0.1", "--port", str(port)] if suite.server == "uvicorn" else ["--bind", f"127.0.0.1:{port}"]
    )
    log = BUILD / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [suite.server, *bind, suite.start], cwd=folder, env=variables, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            if not _listens(server, port):
                return f"did not start: {log.read_text(errors='replace').strip().splitlines()[-1:]}"
            return ", ".join(f"{path} {_status(port, path)}" for path in suite.ask)
        finally:
            server.terminate()
            try:
                server.wait(40)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _listens(server: subprocess.Popen[Any], port: int) -> bool:
    """Whether it takes connections within a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return True
        except OSError:
            time.sleep(0.1)
    return False


def _status(port: int, path: str) -> str:
    opener = urllib.request.build_opener(_Stay)
    try:
        with opener.open(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
            return str(answer.status)
    except urllib.error.HTTPError as error:
        return str(error.code)
    except OSError as error:
        return type(error).__name__


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer too: it may lead away from this machine."""

    def redirect_request(self, *_: Any) -> None:
        return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
