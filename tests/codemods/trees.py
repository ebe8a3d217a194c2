"""Small trees on disk, and rules made for a test."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from codemods.project.project import Project
from codemods.vocabulary.finding import Safety
from codemods.vocabulary.rule import Rule

ROOT = Path(__file__).parents[2]
NOWHERE = Path("/nonexistent")

HANDLER = 'import logging\n\nhandler = logging.FileHandler("app.log")\n'
HANDLER_FIXED = "import logging\nimport sys\n\nhandler = logging.StreamHandler(sys.stdout)\n"


def plant(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files under root."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def contents(root: Path) -> dict[str, bytes]:
    """All files under root but git's."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.is_symlink() and ".git" not in path.parts
    }


def git(root: Path, *arguments: str) -> None:
    """Run git in root as somebody."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, "-C", str(root), *arguments], check=True, capture_output=True)


def committed(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """A git repository with the files in its only commit."""
    plant(root, files)
    git(root, "init", "--quiet")
    git(root, "add", "--all", "--force")
    git(root, "commit", "--quiet", "--message", "x")
    return root


def codemods(*arguments: str | Path, cwd: Path = ROOT, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-m", "codemods", *map(str, arguments)]
    options = {"timeout": 120, "env": environment()} | options
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, **options)


def environment(**more: str) -> dict[str, str]:
    """A plain environment in which the command line is found wherever it is called."""
    return {"PYTHONPATH": str(ROOT), "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", **more}


def project(files: Mapping[str, str | bytes], root: Path = NOWHERE) -> Project:
    """A project in memory."""
    return Project(root, {path: text.encode() if isinstance(text, str) else text for path, text in files.items()})


def renaming(code: str, calls: Mapping[str, str], safety: Safety = Safety.SAFE, **finding: Any) -> Rule:
    """A rule that finds calls of the given functions and calls others in their place.

    A replacement that is a name takes the place of the function's, any other that of the whole call, with `{0}` for
    the first setting's name. `finding` goes into file.finding; a callable in it gets the call's node.
    """
    rule = Rule(code, "renaming", needles=tuple(calls), safety=safety)

    @rule.find(ast.Call)
    def find(node: ast.Call, file: Any) -> Iterator[Any]:
        if isinstance(node.func, ast.Name) and node.func.id in calls:
            more = {name: value(node) if callable(value) else value for name, value in finding.items()}
            yield file.finding(rule, node, f"{node.func.id} is called", "call another", **more)

    @rule.rewrite("Call")
    def rewrite(node: Any, finding: Any, edit: Any) -> Any:
        import libcst as cst

        becomes = calls[node.func.value]
        if becomes.isidentifier():
            return node.with_changes(func=cst.Name(becomes))
        if "os.environ" in becomes:
            edit.name("os.environ")
        return edit.expression(becomes.format(*(setting.name for setting in finding.settings)))

    return rule


def by_code(*rules: Rule) -> dict[str, Rule]:
    """Rules as the engine takes them."""
    return {rule.code: rule for rule in rules}
