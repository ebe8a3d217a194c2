"""What is run: our own commands, and the peers on the same files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from labs.cluster.processes import remove
from labs.trees import ROOT
from tests.bench.measure import Command, run

CORES = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
HERE = Path(__file__).parent
LOCK = HERE / "peers.lock"
SEMGREP_RULE = HERE / "semgrep.yaml"
PEERS = ("ruff", "django-upgrade", "bandit", "fixit", "libcst", "semgrep")
COLD, WARM = "`check`, cold", "`check`, warm"
KEEPING, EDITED = "`check`, cold, keeping its answers", "`check`, after an edit of one file"

# No telemetry, no look for a newer version, and nothing in anybody's home.
QUIET = {
    "DO_NOT_TRACK": "1", "OTEL_SDK_DISABLED": "true", "SEMGREP_SEND_METRICS": "off",
    "SEMGREP_ENABLE_VERSION_CHECK": "0", "UV_OFFLINE": "1",
}  # fmt: skip


def environment(home: Path, scripts: str) -> dict[str, str]:
    return {
        "PATH": f"{scripts}:/usr/local/bin:/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8",
        "XDG_CACHE_HOME": str(home / "cache"), **QUIET,
    }  # fmt: skip


def on(name: str, cores: int) -> str:
    return f"{name}, {cores} process{'es' if cores > 1 else ''}"


def all_cores() -> tuple[int, ...]:
    return (1, CORES) if CORES > 1 else (1,)


def own(tree: Path, home: Path) -> list[Command]:
    """`check` of all eight, `apply` of all that can be written, and the help. `tree` lies in `home`."""
    env = environment(home, sysconfig.get_path("scripts"))
    program = (sys.executable, "-m", "codemods")
    check = (*program, "check", tree.name)
    output = home / "applied"
    reports = partial(Command, env=env, codes=frozenset({0, 1}), read=r"in ([\d,]+) files?[.:]")
    filled = partial(run, check, home, env)
    apply = (*program, "apply", tree.name, "--unsafe", "--output", output.name)
    return [
        *(reports(on(COLD, n), (*check, "--no-cache", "--jobs", str(n))) for n in all_cores()),
        *(reports(on(WARM, n), (*check, "--jobs", str(n)), once=filled) for n in all_cores()),
        reports(on(KEEPING, 1), (*check, "--jobs", "1"), each=partial(remove, home / "cache" / "operable")),
        reports(on(EDITED, 1), (*check, "--jobs", "1"), once=filled, each=partial(_edit, tree)),
        Command(on("`apply --unsafe --output`", CORES), apply, env, frozenset({0, 1}), each=partial(remove, output)),
        Command("`--help`", (*program, "--help"), env),
    ]


def pair(tree: Path, home: Path) -> list[Command]:
    """`check` and `apply` of a small service, which lies in `home`, as they are when nobody says how many processes."""
    env = environment(home, sysconfig.get_path("scripts"))
    program = (sys.executable, "-m", "codemods")
    check, output = (*program, "check", tree.name), home / "applied"
    apply = (*program, "apply", tree.name, "--unsafe", "--output", output.name)
    made = partial(Command, env=env, codes=frozenset({0, 1}))
    filled = partial(run, check, home, env)
    return [
        made("`check before`, cold", (*check, "--no-cache")),
        made("`check before`, warm", check, once=filled),
        made("`check before`, after an edit of one file", check, once=filled, each=partial(_edit, tree)),
        made("`apply before --unsafe --output`", apply, each=partial(remove, output)),
    ]


def _edit(tree: Path) -> None:
    """A comment more at the end of the file in the middle of all."""
    files = sorted(tree.rglob("*.py"))
    with files[len(files) // 2].open("a") as file:
        file.write("\n# Edited.\n")


def growth(tree: Path, home: Path) -> Command:
    """`check` without a cache, on all cores."""
    env = environment(home, sysconfig.get_path("scripts"))
    words = (sys.executable, "-m", "codemods", "check", tree.name, "--no-cache")
    return Command(tree.name, words, env, frozenset({0, 1}), r"in ([\d,]+) files?[.:]")


def peers(tree: Path, home: Path, venv: Path) -> dict[str, list[Command]]:
    """Each peer's commands: none writes to the tree. Those that can are given all cores."""
    scripts = venv / "bin"
    env = environment(home, str(scripts))
    files = sorted(str(path.relative_to(home)) for path in tree.rglob("*.py"))
    upgrade = (str(scripts / "django-upgrade"), "--check", "--target-version", "5.2")
    share = str(-(-len(files) // CORES))
    listed = home / "files"
    listed.write_bytes(b"".join(f"{path}\0".encode() for path in files))
    spread = ("xargs", "-0", "-a", listed.name, "-n", share, "-P", str(CORES), *upgrade)
    semgrep = (
        "scan", "--config", str(SEMGREP_RULE), "--metrics=off", "--disable-version-check", "--no-git-ignore",
        "--x-ignore-semgrepignore-files", "--max-target-bytes", "0", "--jobs", str(CORES),
    )  # fmt: skip
    codemod = (
        "-m", "libcst.tool", "codemod", "--no-format", "--unified-diff=1", "--hide-progress", f"--jobs={CORES}",
        "convert_format_to_fstring.ConvertFormatStringCommand",
    )  # fmt: skip
    # What it would rewrite is no error, to xargs it is; a file that it can't read ends it.
    upgrades = partial(Command, env=env, codes=frozenset({0, 1, 123}), wrong="Traceback")
    one, every = on(COLD, 1), on(COLD, CORES)
    rule = "fixit.rules:NoInheritFromObject"
    return {
        "ruff": [_ruff(scripts, tree, home, env, kind, n) for kind in (COLD, WARM) for n in all_cores()],
        "django-upgrade": [
            upgrades(on("django-upgrade --check", 1), (*upgrade, *files), against=one),
            upgrades(on("django-upgrade --check", CORES), spread, against=every),
        ][: len(all_cores())],
        "bandit": [
            Command(on("bandit", 1), (str(scripts / "bandit"), "-q", "--exit-zero", "-r", tree.name), env, against=one)
        ],
        "semgrep": [
            Command(
                on("semgrep, one local rule", CORES), (str(scripts / "semgrep"), *semgrep, tree.name), env,
                read=r"on ([\d,]+) files?:", against=every,
            )
        ],
        "fixit": [
            Command(
                on("Fixit, one rule", CORES), (str(scripts / "fixit"), "--rules", rule, "lint", tree.name), env,
                frozenset(range(4)), read=r"([\d,]+) files? (?:clean|checked)", against=every,
            )
        ],
        "libcst": [
            Command(
                on("libcst.tool, one codemod", CORES), (str(scripts / "python"), *codemod, tree.name), env,
                frozenset({0, 1}), read=r"Finished codemodding ([\d,]+) files?", against=every,
            )
        ],
    }  # fmt: skip


def _ruff(scripts: Path, tree: Path, home: Path, env: Mapping[str, str], kind: str, cores: int) -> Command:
    """Every file is read, whatever its folder is called and git says."""
    cold = kind == COLD
    words = (
        str(scripts / "ruff"), "check", tree.name, "--isolated", "--exit-zero", "--select", "S,LOG",
        "--no-respect-gitignore", "--config", "exclude=[]", "--output-format", "concise",
        *(("--no-cache",) if cold else ("--cache-dir", str(home / "cache" / "ruff"))),
    )  # fmt: skip
    env = {**env, "RAYON_NUM_THREADS": str(cores)}
    name = f"ruff S,LOG, {'cold' if cold else 'cached'}, {cores} thread{'s' if cores > 1 else ''}"
    fill: Callable[[], object] = partial(run, words, home, env)
    return Command(name, words, env, against=on(kind, cores), once=fill)


def pinned() -> dict[str, str]:
    """Each peer's version in the lock."""
    versions = dict(re.findall(r"^([\w.-]+)==(\S+)", LOCK.read_text(), re.MULTILINE))
    return {name: versions[name] for name in PEERS}


def install(venv: Path) -> dict[str, str]:
    """Install each peer as the lock has it; return why not for those that can't be."""
    python = venv / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    failed = {}
    for name, version in pinned().items():
        words = (sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", str(python), "--require-hashes")
        asked = (*words, "--constraint", str(LOCK), f"{name}=={version}")
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            failed[name] = (done.stderr.strip().splitlines() or ["no reason given"])[-1].strip()
    return failed
