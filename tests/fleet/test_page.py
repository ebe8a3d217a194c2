"""docs/fleet.md, as a reader would follow it: every command is run, and says what the page says."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.fleet.support import bare, fleet, service

PAGE = Path(__file__).parents[2] / "docs" / "fleet.md"
# A digest, or a part of a name that is one.
DIGEST = re.compile(r"-[0-9a-f]{10,12}\b")


def steps() -> Iterator[tuple[list[str], list[str]]]:
    """The words of each command, and the lines that the page shows below it."""
    for block in re.findall(r"```console\n(.*?)```", PAGE.read_text(), re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.splitlines()
            yield shlex.split(command), shown


def test_every_command_says_what_the_page_says(tmp_path: Path) -> None:
    config = []
    for number, name in enumerate(("shop", "mail")):
        made = bare(tmp_path / "forge" / name, service(number))
        config.append(f'[url "{made}"]\n\tinsteadOf = https://forge.example.com/team/{name}.git\n')
    (tmp_path / "gitconfig").write_text("".join(config))
    here = tmp_path / "here"
    here.mkdir()
    count = 0
    for words, shown in steps():
        if words[0] == "cat":
            (here / words[1]).write_text("\n".join([*shown, ""]))
            continue
        assert words[:2] == ["operable", "fleet"]
        said = fleet(*words[2:], cwd=here, more={"GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig")}).stdout
        plain = [DIGEST.sub("", line) for line in said.splitlines()]
        for line in shown:
            assert DIGEST.sub("", line) in plain, said
        count += 1
    assert count >= 7
    for patch in (here / "fleet-patches").rglob("*.patch"):
        subprocess.run(["git", "apply", "--stat", str(patch)], check=True, capture_output=True)
