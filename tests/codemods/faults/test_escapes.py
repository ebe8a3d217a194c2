"""What a report quotes stays text: no command of a terminal, of GitHub, of HTML or of rich comes out of a tree."""

from __future__ import annotations

import html.parser
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from codemods.cli import main
from tests.codemods.trees import contents, plant

EVIL = "\x1b[31m\x07[bold]<script>alert(1)</script>\u202e::error::x%0A"
NAMES = (
    "\x1b[31m<b>[bold]x.py",
    "a%0A::error file=b::c,d:e.py",
    "l\nine\r.py",
    "<script>.py",
    "\u202egnp.py",
    "&amp;\"'.py",
)
TREE = {
    **dict.fromkeys(NAMES, f'import logging\n\nhandler = logging.FileHandler("app.log")  # {EVIL}\n'),
    "code.py": f'import os\nos.system("pip install {EVIL}")\nDB_HOST = "{EVIL}"\nBROKER_URL = "amqp://h{EVIL}/x"\n',
    "settings.py": f'import os\n\nA = os.environ.get("A", "{EVIL}")\nB = os.environ["B{EVIL}"]\n',
    "bad.py": f"x = '{EVIL}\n",
    "requirements.txt": f"flask{EVIL}\nhttp://a/{EVIL}.tar.gz\n-r {EVIL}.txt\n",
    "Dockerfile": f"FROM python:{EVIL}\nRUN pip install {EVIL}\nENV API_KEY={EVIL}\nCMD python {EVIL}.py\n",
    "docker-compose.yml": 'services:\n  "\\e[31m<script>": {environment: {"A_PASSWORD": "\\e[31m<script>x"}}\n',
}
# All that a terminal would obey but the end of a line and a tab.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def output(*arguments: str | Path) -> str:
    done = CliRunner().invoke(main, [str(each) for each in arguments], color=True)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.output


@pytest.mark.parametrize(
    "command",
    [
        ["check"], ["check", "--format", "json"], ["check", "--format", "sarif"], ["check", "--format", "github"],
        ["check", "--format", "html"], ["apply", "--diff", "--unsafe"], ["apply", "--allow-no-vcs", "--unsafe"],
        ["env"], ["env", "--format", "json"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_control_character(command: list[str], tmp_path: Path) -> None:
    said = output(*command, plant(tmp_path, TREE))
    assert len(said) > 100
    assert CONTROL.findall(said) == []


@pytest.mark.parametrize("setting", ["select = ['\\u001b[31m']", "'\\u001b[31m' = 1", 'select = ["\\u001b[31m"]'])
def test_an_error_has_none_either(setting: str, tmp_path: Path) -> None:
    root = plant(tmp_path / "\x1b[31m", {"pyproject.toml": f"[tool.operable]\n{setting}\n"})
    for command in ("check", "apply", "env"):
        said = output(command, root)
        assert said.startswith("error: ")
        assert CONTROL.findall(said) == []
    assert CONTROL.findall(output("check", tmp_path / "\x1b[31m\n\x07")) == []


def test_github_gets_commands_of_ours_alone(tmp_path: Path) -> None:
    lines = output("check", "--format", "github", plant(tmp_path, TREE)).splitlines()
    assert len(lines) > len(NAMES)
    for line in lines:
        level, properties, message = re.fullmatch(r"::(error|warning) ([^:]*)::(.*)", line).groups()  # type: ignore[union-attr]
        assert level
        assert set(re.findall(r"(?:^|,)(\w+)=", properties)) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert "%0A" not in message.replace("%250A", "")


class Page(html.parser.HTMLParser):
    """The tags of a page, and the text of its places."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_has_tags_of_ours_alone(tmp_path: Path) -> None:
    page = Page(output("check", "--format", "html", plant(tmp_path, TREE)))
    assert page.tags.count("script") == 1
    assert "b" in page.tags
    assert page.tags.count("article") == page.tags.count("b")
    assert "<script>.py" in page.text
    assert "&amp;\"'.py" in page.text


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_what_tools_read_says_what_stands_there(form: str, tmp_path: Path) -> None:
    said = output("check", "--format", form, plant(tmp_path, TREE))
    assert said.isascii()
    assert "<script>.py" in json.dumps(json.loads(said)) or "%3Cscript%3E.py" in said


def test_rich_takes_no_name_for_a_style(tmp_path: Path) -> None:
    tree = plant(tmp_path, TREE)
    assert "[bold]x.py" in output("check", tree)
    assert "[bold]" in output("apply", "--diff", "--unsafe", tree)
    assert set(contents(tree)) == set(TREE)
