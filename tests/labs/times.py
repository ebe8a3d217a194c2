"""How long the machine takes for the workshop: `python -m tests.labs.times [PAGE…]`, for the plans of those who teach.

For each page the seconds of all its commands in their order (the way by the codemods), and of `labs check` on the right
fix by hand, in the language of the locale. Each page has a fresh copy of the repository.
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

from labs.trees import ROOT
from tests.labs.test_fixes import PAGES as FIXES
from tests.labs.test_fixes import made
from tests.labs.test_pages import PAGES, commands


def seconds(command: str, folder: Path) -> float:
    """Run it as an attendee would, and say so where it fails."""
    environment = {
        **os.environ,
        "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(folder),
    }
    begin = time.monotonic()
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, env=environment, capture_output=True, check=False)
    if done.returncode > 1:
        print(f"exit code {done.returncode}: {command}\n{done.stderr.decode()}", file=sys.stderr)
    return time.monotonic() - begin


def main(chosen: list[str]) -> None:
    for page in PAGES:
        number = page.stem.partition("-")[0]
        if chosen and number not in chosen:
            continue
        with tempfile.TemporaryDirectory(prefix="times-") as home:
            folder = Path(home) / "operable"
            subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
            told = [command for command, _ in commands(page)]
            took = sum(seconds(command, folder) for command in told)
            by_hand = ""
            if fix := FIXES.get(int(number)):
                made(fix, fix["right"]["edits"], "before", folder / "by-hand")
                by_hand = f"{seconds(f'python -m labs check {number} --tree by-hand', folder):.0f} s"
        print(f"{page.stem:<24} {len(told):>2} commands {took:>4.0f} s   {by_hand}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
