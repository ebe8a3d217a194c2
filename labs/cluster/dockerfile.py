"""What a Dockerfile says, as far as the labs carry it out: its base, its pip installs, what COPY . . takes along."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pathspec

INSTRUCTION = re.compile(r"^\s*([A-Za-z]+)\s+(.+)$", re.DOTALL)
PIP = re.compile(r"(?:^|/)pip3?$")
PYTHON = re.compile(r"(?:^|/)python[\d.]*$")


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Each instruction's keyword in capitals and its arguments, continued lines joined."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if match := INSTRUCTION.match(line):
            yield match[1].upper(), match[2].strip()


def read(tree: Path) -> list[tuple[str, str]]:
    return list(instructions((tree / "Dockerfile").read_text()))


def bases(tree: Path) -> list[str]:
    """The images that the stages start from, with the defaults of ARG filled in; not earlier stages."""
    found, arguments, stages = [], dict[str, str](), set[str]()
    for keyword, rest in read(tree):
        if keyword == "ARG":
            name, _, value = rest.partition("=")
            arguments[name] = value
        elif keyword == "FROM":
            words = [word for word in rest.split() if not word.startswith("--")]
            base = re.sub(r"\$\{?(\w+)\}?", lambda match: arguments.get(match[1], ""), words[0])
            if base not in stages:
                found.append(base)
            stages |= set(words[2:3])
    return found


def pip_installs(tree: Path) -> Iterator[list[str]]:
    """The arguments of each `pip install` in the RUN instructions, in their order."""
    for keyword, rest in read(tree):
        for command in re.split(r"&&|;|\|\|", rest) if keyword == "RUN" else ():
            words = shlex.split(command)
            if words and PYTHON.search(words[0]) and words[1:2] == ["-m"]:
                words = words[2:]
            if len(words) > 1 and PIP.search(words[0]) and words[1] == "install":
                yield words[2:]


def context(tree: Path, target: Path, checkout: bool = False) -> Path:
    """A copy of what the build may see: the tree without what its .dockerignore names; of a checkout, that is also
    without what its .gitignore names."""
    lists = [tree / ".dockerignore", *([tree / ".gitignore"] if checkout else [])]
    lines = [line for listed in lists if listed.exists() for line in listed.read_text().splitlines()]
    spec = pathspec.GitIgnoreSpec.from_lines(lines)

    def ignored(folder: str, names: list[str]) -> set[str]:
        base = Path(folder).relative_to(tree)
        return {
            name for name in names if spec.match_file((base / name).as_posix() + "/" * (tree / base / name).is_dir())
        }

    return shutil.copytree(tree, target, ignore=ignored)
