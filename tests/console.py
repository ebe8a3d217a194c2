"""A page's console blocks: the commands, what the page says that each prints, and whether it does."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.codemods.trees import ROOT, plant

# A commit's name is another one each time.
COMMIT = re.compile(r"^[0-9a-f]{7,}(?= Fix )", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A command, which may have further lines behind `> `, and what the page shows below it."""

    command: str
    said: str


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def steps(page: Path) -> list[Step]:
    """The commands of the page's console blocks, in their order."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        for each in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            told = re.fullmatch(r"(.*\n(?:> ?.*\n)*)((?:.*\n)*)", each)
            assert told is not None, each
            found.append(Step(re.sub(r"^> ?", "", told[1], flags=re.MULTILINE).rstrip("\n"), told[2]))
    return found


def is_printed(said: str, printed: str) -> bool:
    """Whether the page tells it as it is: lines may be broken elsewhere, `…` stands for what is left out."""
    pieces = [re.escape(" ".join(each.split())).replace(r"\ ", " ") for each in COMMIT.sub("NAME", said).split("…")]
    pattern = r"\s*" + ".*".join(pieces) + r"\s*"
    return re.fullmatch(pattern, " ".join(COMMIT.sub("NAME", printed).split()), re.DOTALL) is not None


def shell(commands: list[str], cwd: Path, more: dict[str, str]) -> list[Done]:
    """The commands in one shell, as somebody types them; `operable` is this checkout's, git's user is somebody."""
    program = f"#!{sys.executable} -P\nfrom codemods.__main__ import run\n\nrun()\n"
    programs = plant(cwd.parent / "bin", {"operable": program})
    (programs / "operable").chmod(0o755)
    who = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    plain = {"PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    # A NUL ends what a command printed, on both ways out.
    script = "".join(f"{each}\nprintf '\\0%d\\0' $?; printf '\\0' >&2\n" for each in commands)
    done = subprocess.run(
        ["sh", "-c", script], cwd=cwd, env={**plain, **who, **more}, capture_output=True, text=True, check=False,
        timeout=60 * len(commands),
    )  # fmt: skip
    outs, errs = done.stdout.split("\0"), done.stderr.split("\0")
    assert len(outs) == 2 * len(commands) + 1, done.stderr
    return [Done(int(code), out, err) for out, code, err in zip(outs[:-1:2], outs[1::2], errs[:-1], strict=True)]


def assert_as_told(page: Path, cwd: Path, more: dict[str, str]) -> None:
    """Run every command of the page in cwd: each prints what the page says, and nothing that warns."""
    told = steps(page)
    wrong = []
    for step, done in zip(told, shell([step.command for step in told], cwd, more), strict=True):
        # 1 is findings, which the pages are about; 2 would be a wrong call.
        assert done.code in (0, 1), (step.command, done)
        assert done.err == "", (step.command, done.err)
        if not is_printed(step.said, done.out):
            wrong.append(f"$ {step.command}\n{done.out}")
    assert wrong == [], "\n".join(wrong)
