"""Libraries that a repository lacks: bundled where their source can be reached, reported where not."""

import subprocess
import sys
from pathlib import Path

import pytest

from codemods.engine.fix import Fixed, fix
from codemods.engine.registry import select
from codemods.engine.request import BadConfig, load, options
from tests.codemods.trees import codemods, plant

CARDS = '''"""Client of the \\"cards\\".

More."""

import json

__version__ = "2.3.1"


def pay():
    return json.dumps(1)
'''
USING = """import os
import sys

from flask import Flask

import config

sys.path.insert(0, "{folder}")
import cards

print(cards.pay(), os, Flask, config)
"""
BUNDLED = (
    "import os\n\nfrom flask import Flask\n\nimport cards\nimport config\n\nprint(cards.pay(), os, Flask, config)\n"
)


def fixed(root: Path, code: str = "OP205,OP206") -> Fixed:
    project, problems = load(root, settings=options(root))
    assert not problems
    result = fix(project, select(tuple(code.split(","))), unsafe=True, jobs=1)
    again = fix(result.after, select(tuple(code.split(","))), unsafe=True, jobs=1)
    assert again.changes == {}
    return result


def service(tmp_path: Path, **files: str) -> Path:
    requirements = {"requirements.txt": "flask\n", "config.py": ""}
    return plant(tmp_path / "shop", requirements | {name.replace("__", "/"): text for name, text in files.items()})


def test_what_lies_in_a_folder_of_the_search_path_is_bundled(tmp_path: Path) -> None:
    plant(tmp_path / "mnt", {"cards.py": CARDS, "unused.py": "import requests\n"})
    root = service(tmp_path, **{"app.py": USING.format(folder=tmp_path / "mnt")})
    changes = fixed(root).changes
    assert changes.keys() == {"app.py", "cards/__init__.py", "cards/pyproject.toml"}
    assert changes["app.py"].decode() == BUNDLED
    assert changes["cards/__init__.py"].decode() == CARDS
    metadata = changes["cards/pyproject.toml"].decode()
    assert 'name = "cards"\nversion = "2.3.1"\ndescription = "Client of the \\"cards\\"."\n' in metadata


def test_a_bundled_library_can_be_built_with_its_metadata(tmp_path: Path) -> None:
    plant(tmp_path / "mnt", {"cards/__init__.py": CARDS, "cards/more.py": "from cards import pay\n"})
    root = service(tmp_path, **{"app.py": USING.format(folder=tmp_path / "mnt")})
    plant(root, fixed(root).changes)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", tmp_path, root / "cards"], check=True)
    assert [each.name for each in tmp_path.glob("*.whl")] == ["cards-2.3.1-py2.py3-none-any.whl"]


def test_a_folder_of_the_configuration_stands_for_what_is_not_mounted_here(tmp_path: Path) -> None:
    plant(tmp_path, {"server/cards.py": CARDS, "pyproject.toml": '[tool.operable]\nlibraries = ["server"]\n'})
    root = service(tmp_path, **{"app.py": USING.format(folder="/mnt/not/here")})
    assert fixed(root).changes["app.py"].decode() == BUNDLED
    (tmp_path / "pyproject.toml").write_text('[tool.operable]\nlibraries = "server"\n')
    with pytest.raises(BadConfig, match="list of strings"):
        options(root)


def test_what_git_ignores_is_bundled_from_where_it_was_dropped(tmp_path: Path) -> None:
    files = {
        ".gitignore": "lib/\n", "lib/cards.py": CARDS, "lib/rates.py": "RATES = {}\n",
        "app.py": "import os\n\nfrom lib import rates\nfrom lib.cards import pay\n\nprint(os, pay, rates)\n",
    }  # fmt: skip
    root = service(tmp_path, **files)
    changes = fixed(root).changes
    after = "import os\n\nimport rates\nfrom cards import pay\n\nprint(os, pay, rates)\n"
    assert changes["app.py"].decode() == after
    assert 'version = "0"\ndescription = "rates, bundled"' in changes["rates/pyproject.toml"].decode()


@pytest.mark.parametrize(
    ("library", "code"),
    [
        ({}, USING),
        ({"cards.py": "import requests\n"}, USING),
        ({"cards.py": "def broken(:\n"}, USING),
        ({"cards/__init__.py": "", "cards/_fast.so": "\x7fELF"}, USING),
        ({"cards.py": CARDS}, USING.replace("import cards", "import cards, other")),
        ({"cards.py": CARDS}, USING.replace("sys.path.insert", "if os.name: sys.path.insert")),
    ],
    ids=["nothing there", "needs more", "no Python", "compiled", "another is lacking", "conditional"],
)
def test_what_cannot_be_bundled_for_sure_is_reported(tmp_path: Path, library: dict[str, str], code: str) -> None:
    plant(tmp_path / "mnt", library)
    root = service(tmp_path, **{"app.py": code.format(folder=tmp_path / "mnt")})
    result = fixed(root)
    assert result.changes == {}
    assert [each.rule for each in result.left.findings] == ["OP205"]
    assert "repository" in result.left.findings[0].remedy


def test_a_module_of_that_name_is_not_overwritten(tmp_path: Path) -> None:
    files = {"lib/cards.py": CARDS, ".gitignore": "lib\n", "cards.py": "own = 1\n", "app.py": "from lib import cards\n"}
    assert fixed(service(tmp_path, **files)).changes == {}


def test_the_command_line_takes_libraries_from_the_configuration(tmp_path: Path) -> None:
    plant(tmp_path, {"server/cards.py": CARDS, "pyproject.toml": '[tool.operable]\nlibraries = ["server"]\n'})
    root = service(tmp_path, **{"app.py": USING.format(folder="/mnt/not/here")})
    done = codemods("apply", root, "--unsafe", "--select", "OP205", "--output", tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "out" / "cards" / "__init__.py").read_text() == CARDS
