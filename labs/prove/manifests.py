"""What is to be installed for a service, by its lock or its requirements."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from labs.cluster.cleanroom import uv

REQUIREMENTS = ("requirements.lock", "requirements.txt", "requirements/prod.txt", "requirements/production.txt",
                "requirements/base.txt", "requirements/default.txt", "requirements/common.txt")  # fmt: skip


def installs(tree: Path, folder: Path, home: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """The arguments of `uv pip install`, the best first, and the file that they are from."""
    for base in dict.fromkeys((folder, tree)):
        if (base / "uv.lock").is_file():
            exported = home / "exported.txt"
            words = ("--quiet", "--frozen", "--no-dev", "--no-hashes", "--no-emit-project", "--output-file", exported)
            uv("export", *words, "--project", base)
            yield ("-r", str(exported)), "uv.lock"
        if (base / "Pipfile.lock").is_file():
            listed = json.loads((base / "Pipfile.lock").read_text())["default"]
            exported = home / "exported.txt"
            exported.write_text("".join(f"{name}{_pinned(each)}\n" for name, each in listed.items()))
            yield ("-r", str(exported)), "Pipfile.lock"
        if (base / "poetry.lock").is_file():
            yield _of_poetry(base, home), "poetry.lock"
        for name in REQUIREMENTS:
            if (base / name).is_file():
                yield ("-r", str(base / name)), name
        if (base / "pyproject.toml").is_file() and "[project]" in (base / "pyproject.toml").read_text():
            yield ("-r", str(base / "pyproject.toml")), "pyproject.toml"


def _pinned(each: dict[str, Any]) -> str:
    marker = each.get("markers", "")
    return str(each.get("version", "")) + (f" ; {marker}" if marker else "")


def _of_poetry(base: Path, home: Path) -> tuple[str, ...]:
    """The names that pyproject.toml has, with the lock's versions; the lock alone would have those of other systems."""
    listed = tomllib.loads((base / "poetry.lock").read_text(encoding="utf-8"))["package"]
    constraints = home / "constraints.txt"
    constraints.write_text("".join(f"{each['name']}=={each['version']}\n" for each in listed))
    project = tomllib.loads((base / "pyproject.toml").read_text(encoding="utf-8"))
    if "dependencies" in project.get("project", {}):
        names = list(project["project"]["dependencies"])
    else:
        wanted = project["tool"]["poetry"]["dependencies"]
        names = [_with_extras(name, said) for name, said in wanted.items() if name != "python"]
    return ("-c", str(constraints), *filter(None, names))


def _with_extras(name: str, said: Any) -> str:
    if not isinstance(said, dict):
        return name
    extras = f"[{','.join(said['extras'])}]" if "extras" in said else ""
    return "" if said.get("optional") or "path" in said or "git" in said else name + extras
