"""Where a service says what it needs: its requirements files, what takes them in, what locks them."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Iterable, Iterator

from codemods.domains.dependencies.pip_commands import Install, brought, installs
from codemods.formats import dockerfile, parse, requirements
from codemods.libraries.distributions import METADATA
from codemods.libraries.programs import PIP_PLACES, PIP_RENEWS
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# Files for developers: what runs in production installs none of them.
_ELSEWHERE = re.compile(
    r"(?:^|[-_./])(?:dev|devel|develop|development|tests?|testing|lint(?:ing)?|docs?|documentation|ci|local|typing"
    r"|readthedocs|rtd|build|tools?|integration|examples?|optional|extras?|debug|notebooks?|benchmarks?)(?=[-_./])",
    re.IGNORECASE,
)  # fmt: skip
_NEWEST = re.compile(r"(?:docker\.io/)?(?:library/)?python(?::(?!2)\D*3?\b(?!\.)|$)")
# What compiles a lock, in the files that hold commands: `pip-compile -o requirements.txt requirements/base.in`.
_COMPILES = re.compile(rb"^[^#\n]*\b(?:pip-compile|piptools\s+compile|uv\s+pip\s+compile)\b[^\n]*", re.MULTILINE)
_COMPILING = frozenset(("plain", "shell", "ini", "yaml", "toml", "dockerfile"))
_IN = re.compile(r"(?<![\w./-])(?:\./)?([\w./-]+\.in)\b")
# The Python of each Ubuntu that charms and rocks are packed on.
_OF_UBUNTU = {"20.04": "3.8", "22.04": "3.10", "24.04": "3.12"}
_BASE = re.compile(r"(?:ubuntu@|channel:\s*[\"']?)(20\.04|22\.04|24\.04)")
_TOX = re.compile(r"\bpy3(\d\d?)\b")
_CI_PYTHON = re.compile(r"python(?:-version)?[\"']?\s*:\s*([^\n#]*)")
_STATED = re.compile(r"(?:python-)?(3\.\d+)")
# What a floating image of Python becomes, and what a lock is made for where nothing names a version.
PYTHON = "3.13"


def document(file: SourceFile) -> requirements.Document | None:
    """A requirements file's lines; None where it cannot be read."""
    try:
        found = parse(file)
    except Unreadable:
        return None
    return found if isinstance(found, requirements.Document) else None


def is_aside(file: SourceFile) -> bool:
    """Whether a file is for developers, an example or a test, by its place and name."""
    return _ELSEWHERE.search(file.path) is not None or file.project.is_test(file.path)


def is_runtime(file: SourceFile) -> bool:
    """Whether a requirements file is one that the service runs on, by its place and name."""
    name = posixpath.basename(file.path)
    return "constraints" not in name and not is_aside(file)


def source_of(file: SourceFile) -> SourceFile | None:
    """The `.in` file that a compiled requirements file is made from."""
    stem, dot, ending = file.path.rpartition(".")
    named = (f"{stem}.in", f"{file.path}.in") if dot and ending == "txt" else ()
    return next((file.project.files[each] for each in named if each in file.project.files), None)


def lock_of(file: SourceFile) -> SourceFile | None:
    """The compiled `.txt` file of a `.in` file."""
    stem, dot, ending = file.path.rpartition(".")
    return file.project.files.get(f"{stem.removesuffix('.txt')}.txt") if dot and ending == "in" else None


def is_compiled(file: SourceFile) -> bool:
    """Whether a lock was made from the file, by their names, as it says (`# via -r requirements/base.in`), or by what
    a Makefile or a script does.
    """
    if any(file.path in _compiled_by(each) for each in file.project.files.values() if each.kind in _COMPILING):
        return True
    via = re.compile(rb"#.*-r +(?:\S*/)?" + re.escape(posixpath.basename(file.path).encode()) + rb"\b")
    lists = (other.spelled for path, other in file.project.files.items() if path.endswith(".txt"))
    return lock_of(file) is not None or any(map(via.search, itertools.chain(lists, _installed_lists(file.project))))


@once
def _installed_lists(project: Project) -> list[bytes]:
    """The texts of what images install, whatever it is called: `-r pinned3.txt`."""
    named = {
        posixpath.normpath(posixpath.join(posixpath.dirname(file.path), posixpath.basename(name)))
        for file, image in images(project) for _, found in image_installs(image) for name in found.files
    }  # fmt: skip
    return [project.text_on_disk(each).encode() for each in sorted(named)]


@once
def _compiled_by(file: SourceFile) -> frozenset[str]:
    """The `.in` files that the commands of a file compile, as paths of the tree."""
    found: set[str] = set()
    for line in _COMPILES.finditer(file.spelled):
        for name in _IN.findall(line[0].decode("utf-8", "replace")):
            # `"${HERE}"/base.in` is beside the script.
            places = (posixpath.join(each, name.lstrip("/")) for each in (posixpath.dirname(file.path), ""))
            found |= set(map(posixpath.normpath, places))
    return frozenset(found)


def target(file: SourceFile, line: requirements.Line) -> SourceFile | None:
    """The file that a `-r` or `-c` line names."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), line.target))
    return file.project.files.get(path)


def constrained(file: SourceFile, found: requirements.Document) -> frozenset[str]:
    """The names that the file's constraints pin."""
    names: set[str] = set()
    for line in found.lines:
        if line.kind == "constraint" and (other := target(file, line)) is not None and (read := document(other)):
            names |= {each.name for each in read.requirements if each.pinned}
    return frozenset(names)


def includers(file: SourceFile) -> Iterator[SourceFile]:
    """The requirements files that take this one in."""
    for other in file.project.files.values():
        read = document(other) if other.kind == "requirements" and other is not file else None
        if read and any(each.kind in ("include", "constraint") and target(other, each) is file for each in read.lines):
            yield other


def images(project: Project) -> Iterator[tuple[SourceFile, dockerfile.Document]]:
    """The project's Dockerfiles."""
    for file in project.files.values():
        if file.kind == "dockerfile" and not project.is_test(file.path):
            try:
                found = parse(file)
            except Unreadable:
                continue
            if isinstance(found, dockerfile.Document):
                yield file, found


def image_installs(image: dockerfile.Document) -> Iterator[tuple[dockerfile.Instruction, Install]]:
    """Every `pip install` of a Dockerfile, with the instruction that it stands in."""
    for each in image.instructions:
        if each.keyword == "RUN" and not each.onbuild:
            yield from ((each, found) for found in installs(each.commands))


def image_wheels(image: dockerfile.Document) -> Iterator[tuple[dockerfile.Instruction, Install]]:
    """Every command of a Dockerfile that makes or fetches wheels, with the instruction that it stands in."""
    for each in image.instructions:
        if each.keyword == "RUN":
            yield from ((each, found) for found in brought(each.commands))


def settled(
    file: SourceFile, image: dockerfile.Document, instruction: dockerfile.Instruction, first: Install
) -> frozenset[str]:
    """The names that a stage has in a pinned version after all, by the same command or by one that always follows.

    `pip install gunicorn && pip install -r requirements.txt` ends with what the file says, and the other way round pip
    finds the name there already. And `--no-index` takes the wheels that the Dockerfile has made before.
    """
    names: set[str] = set(_wheels(file, image, instruction)) if "--no-index" in first.options else set()
    plain = (line for line, _ in first.named if not (line.specifier or line.extras))
    free = {line.name for line in plain if PIP_RENEWS.isdisjoint(first.options)}
    place, begun = _place(first), False
    for each, found in image_installs(image):
        begun = begun or found.command == first.command
        same = place is not None and _place(found) == place and each.stage == instruction.stage
        if same and _runs_always(each, found):
            pinned = {line.name for line in _asked(file, found) if line.pinned and ";" not in line.text}
            names |= pinned if begun else pinned & free
    return frozenset(names)


def _wheels(file: SourceFile, image: dockerfile.Document, instruction: dockerfile.Instruction) -> set[str]:
    """The names whose wheels the instructions above make or fetch in one version alone."""
    lines = [
        line
        for each, found in image_wheels(image) if each.line <= instruction.line
        for line in _asked(file, found)
    ]  # fmt: skip
    return {line.name for line in lines if line.pinned} - {line.name for line in lines if not line.pinned}


def _asked(file: SourceFile, found: Install) -> list[requirements.Line]:
    """What a command of pip's names itself, and by the files that it takes in."""
    read = [document(other) for name in found.files if (other := in_image(file, name)) is not None]
    return [line for line, _ in found.named] + [line for each in read if each for line in each.requirements]


def _runs_always(instruction: dockerfile.Instruction, found: Install) -> bool:
    commands = instruction.commands
    before = commands[: commands.index(found.command)]
    return not found.command.inside and not any(each.operator in ("||", "|") for each in before[-1:])


def _place(found: Install) -> tuple[str, bool] | None:
    """Where a command installs to: its program's folder, and whether for the user alone; None where an option says."""
    if any(each.partition("=")[0] in PIP_PLACES for each in found.options):
        return None
    return posixpath.dirname(found.command.words[0].value), "--user" in found.options


def in_image(file: SourceFile, name: str) -> SourceFile | None:
    """The file of the tree that `-r name` in a Dockerfile means: the context is the Dockerfile's folder."""
    folder = posixpath.dirname(file.path)
    for path in (name, posixpath.basename(name)):
        relative = posixpath.normpath(path).lstrip("/")
        found = file.project.files.get(posixpath.join(folder, relative))
        if found is not None and found.kind == "requirements":
            return found
    return None


def installers(manifest: SourceFile) -> list[tuple[SourceFile, dockerfile.Document, dockerfile.Instruction, Install]]:
    """The commands of Dockerfiles that install a requirements file."""
    return [
        (file, image, instruction, found)
        for file, image in images(manifest.project)
        for instruction, found in image_installs(image)
        if any(in_image(file, name) is manifest for name in found.files)
    ]


def python_version(manifest: SourceFile) -> str:
    """The oldest Python ("3.12") that what a requirements file names runs on, by its images and all else that says one;
    '' where an image does not say it, or nothing does."""
    folder = posixpath.dirname(manifest.path)
    installing = {file.path for file, *_ in installers(manifest)}
    found = set()
    for file, image in images(manifest.project):
        if image.stages and (file.path in installing or (not installing and posixpath.dirname(file.path) == folder)):
            last = image.stages[-1]
            while last.parent is not None:
                last = image.stages[last.parent]
            if last.python is not None:
                found.add("3.{1}".format(*last.python) if last.python >= (3, 0) else "")
            else:
                newest = stated_version(manifest.project, folder) or PYTHON
                found.add(newest if _NEWEST.match(last.image) else "")
    found |= _said(manifest.project, folder) | _said_by_ci(manifest.project)
    return min(found, key=lambda each: [int(part) for part in each.split(".") if part], default="")


def stated_version(project: Project, folder: str) -> str:
    """What the next `.python-version` or `runtime.txt` says, in the folder or above it; '' without one."""
    return next(_stated(project, folder), "")


def _stated(project: Project, folder: str) -> Iterator[str]:
    for above in upward(folder):
        for name in (".python-version", "runtime.txt"):
            if match := _STATED.match(project.text_on_disk(posixpath.join(above, name)).strip()):
                yield match[1]


def is_metadata(manifest: SourceFile) -> bool:
    """Whether a package's own file reads the requirements file: what stands there, each of its users installs."""
    return is_named_by(manifest, METADATA)


def is_named_by(manifest: SourceFile, names: Iterable[str]) -> bool:
    """Whether a file of one of the names, beside the requirements file or above it, names it."""
    word = re.compile(rb"(?<![\w.-])%s" % re.escape(posixpath.basename(manifest.path).encode()))
    places = (posixpath.join(each, name) for each in upward(posixpath.dirname(manifest.path)) for name in names)
    found = (manifest.project.files.get(each) for each in places)
    return any(word.search(each.spelled) for each in found if each is not None)


def can_be_locked(manifest: SourceFile) -> bool:
    """Whether a requirements file can become a lock: nothing else takes it in, and it is known for which Python."""
    if not manifest.path.endswith(".txt") or is_metadata(manifest) or any(includers(manifest)):
        return False
    return has_wheels(python_version(manifest))


def has_wheels(python: str) -> bool:
    """Whether a lock can be made for a Python: a resolver that meets 3.7 or older finds next to nothing with wheels."""
    return bool(python) and int(python.partition(".")[2]) >= 8


@once
def _said(project: Project, folder: str) -> frozenset[str]:
    """The Pythons that the files in a folder and above it name, of a tool's bases and of what runs its tests."""
    found = {*_stated(project, folder)}
    for above in upward(folder):
        for name in ("charmcraft.yaml", "rockcraft.yaml"):
            bases = _BASE.finditer(project.text_on_disk(posixpath.join(above, name)))
            found |= {_OF_UBUNTU[each[1]] for each in bases}
        found |= {f"3.{each[1]}" for each in _TOX.finditer(project.text_on_disk(posixpath.join(above, "tox.ini")))}
    return frozenset(found)


@once
def _said_by_ci(project: Project) -> frozenset[str]:
    """The Pythons that the tree's own CI runs."""
    return frozenset(
        each[0]
        for path, file in project.files.items()
        if path.startswith((".github/workflows/", ".circleci/")) or path == ".gitlab-ci.yml"
        for line in _CI_PYTHON.finditer(file.spelled.decode("utf-8", "replace"))
        for each in re.finditer(r"3\.\d+", line[1])
    )


def upward(folder: str) -> Iterator[str]:
    """The folder, its parent, up to the root ('')."""
    yield folder
    while folder:
        folder = posixpath.dirname(folder)
        yield folder
