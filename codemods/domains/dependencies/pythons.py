"""Which Python a service runs on, as all that starts, builds or tests it says: what a fix writes has to run there."""

from __future__ import annotations

import fnmatch
import itertools
import posixpath
import re
from collections.abc import Iterator, Mapping

from codemods.domains.dependencies.admitted_versions import Version, around, files_at
from codemods.domains.dependencies.manifests import document, images
from codemods.formats import compose, dockerfile, parse
from codemods.libraries.distributions import OF_PYTHON_2
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once
from codemods.vocabulary.unreadable import Unreadable

_IMAGE = re.compile(rb"(?:^|[\s\"'/:-])python[:-]?(\d)\.(\d+)")
_HOSTED = rb"(?mi)^\s*-?\s*[\"']?runtime[\"']?\s*:\s*[\"']?python(\d)\.?(\d+)"
# What names the very Python that runs.
_EXACT = {
    "runtime.txt": re.compile(rb"\s*(?:python-)?(\d+)\.(\d+)"),
    ".python-version": re.compile(rb"(?m)^\s*(?:python-)?(\d+)\.(\d+)"),
    ".tool-versions": re.compile(rb"(?m)^python[ \t]+(\d+)\.(\d+)"),
    "Pipfile": re.compile(rb"(?m)^\s*python(?:_full)?_version\s*=\s*[\"'](\d+)\.(\d+)"),
    "Pipfile.lock": re.compile(rb"\"python(?:_full)?_version\"\s*:\s*\"(\d+)\.(\d+)[\d.]*\""),
    "app.yaml": re.compile(_HOSTED),
    **dict.fromkeys(("serverless.yml", "serverless.yaml", "template.yml", "template.yaml"), re.compile(_HOSTED)),
    "zappa_settings.json": re.compile(rb"\"runtime\"\s*:\s*\"python(\d)\.(\d+)"),
    **dict.fromkeys(
        ("environment.yml", "environment.yaml"), re.compile(rb"(?m)^\s*-\s*[\"']?python\s*=+\s*(\d+)\.(\d+)")
    ),
    "render.yaml": re.compile(rb"key:\s*PYTHON_VERSION\s+value:\s*[\"']?(\d+)\.(\d+)"),
}
# What the tests run on is what the service must go on to run on: each of the versions.
_LISTED = re.compile(rb"(?<![\w.-])(\d)\.(\d{1,2})(?![\w-])")
_LISTS = {
    ".travis.yml": re.compile(rb"(?m)^\s*python:[ \t]*(?:[^\n]+|(?:\n\s*-[^\n]*)+)"),
    ".github/workflows/*.y*ml": re.compile(
        rb"(?m)^\s*-?\s*[\"']?python(?:[-_]versions?)?[\"']?:[ \t]*(?:[^\n#]*\d[^\n#]*|(?:\n\s*-[^\n:]*)+)"
    ),
    "azure-pipelines.y*ml": re.compile(rb"(?m)^[ \t-]*(?:versionSpec|python\.version)\s*:[^\n]*"),
}
_TOX = re.compile(rb"(?m)^\s*envlist\s*=(?:[^\n]*(?:\n[ \t]+[^\n]*)*)")
_TOX_ONE = re.compile(rb"\bpy(?:thon)?(\d)\.?(\d+)")
# What runs in an image of Python that nobody builds.
_RUN_IN = (".gitlab-ci.yml", ".circleci/config.yml", "bitbucket-pipelines.yml", ".drone.yml", "Jenkinsfile")
_COMMENT = re.compile(rb"(?m)(?:^|(?<=\s))#[^\n]*")
_ENVIRONMENT = re.compile(
    rb"(?m)^[^#\n]*(?:\b(?:virtualenv|mkvirtualenv)\b[^#\n;&|]*?(?:-p|--python)[ =]*[\w./]*python(\d)(?:\.(\d+))?"
    rb"|\bpython(\d)(?:\.(\d+))?[ \t]+-m[ \t]+(?:venv|virtualenv)\b)"
)
# The settings that a server loads, and no test imports.
_UNTRIED = "gunicorn.conf.py"
# What names only the oldest Python that may run.
_FLOOR = {
    "pyproject.toml": re.compile(rb"(?m)^\s*(?:requires-python|python)\s*=\s*[\"'][\^~>=]*\s*(\d+)\.(\d+)"),
    "setup.py": re.compile(rb"python_requires\s*=\s*[\"'][~>=]*\s*(\d+)\.(\d+)"),
    "setup.cfg": re.compile(rb"python_requires\s*=\s*[~>=]*\s*(\d+)\.(\d+)"),
    "poetry.lock": re.compile(rb"\[metadata\][^\[]*?\npython-versions\s*=\s*[\"'][\^~>=]*\s*(\d+)\.(\d+)"),
    "uv.lock": re.compile(rb"(?m)^requires-python\s*=\s*[\"'][~>=]*\s*(\d+)\.(\d+)"),
}
# The Python that a distribution's own packages are, of releases with an old one.
_SYSTEMS = {
    "ubuntu": {"14.04": (3, 4), "trusty": (3, 4), "16.04": (3, 5), "xenial": (3, 5), "18.04": (3, 6), "bionic": (3, 6)},
    "debian": {"8": (3, 4), "jessie": (3, 4), "9": (3, 5), "stretch": (3, 5)},
    "alpine": {"3.4": (3, 5), "3.5": (3, 5), "3.6": (3, 6), "3.7": (3, 6), "3.8": (3, 6), "3.9": (3, 6)},
    "centos": {"7": (3, 6), "8": (3, 6)},
}
_STATEMENT = re.compile(rb"^[ \t]*(?:print[ \t]+[\"'\w%]|exec[ \t]+[\"'\w]|raise[ \t]+[\w.]+[ \t]*,)", re.MULTILINE)
_RELEASE = re.compile(r"(?:.*/)?(ubuntu|debian|alpine|centos):(?:centos)?([a-z]+|\d+(?:\.\d+)?)")
_OTHER = re.compile(r"\bpython([23])\.?(\d+)|(conda|pyenv|deadsnakes|uv python)")


def older_python(project: Project, path: str, first: Version) -> str | None:
    """The file that says that the service runs on a Python before `first`, or None.

    What the tests run on counts too, but not for a file that none of them imports, where another says what serves it.
    """
    root = project.service_root(path)
    runs, tests = _running(project, root), _tested(project, root)
    tried = posixpath.basename(path) != _UNTRIED or not runs
    for said in ((*runs, *tests) if tried else runs, _floor(project, root)):
        if said:
            return next((where for where, version in said if version < first), None)
    return told_of_python_2(project, root) or None


def oldest_python(project: Project, path: str) -> Version | None:
    """The oldest Python that the service of a file is said to run on; None where nothing says it."""
    root = project.service_root(path)
    said = (*_running(project, root), *_tested(project, root)) or _floor(project, root)
    return min((version for _, version in said), default=None)


@once
def told_of_python_2(project: Project, root: str) -> str:
    """The file of a service that tells of Python 2, by what it asks for or how it is written; '' without one."""
    own = [
        each for path, each in sorted(project.files.items())
        if project.service_root(path) == root and not project.is_test(path)
    ]  # fmt: skip
    asking = (each for each in own if each.kind == "requirements" and _asks_of_python_2(each))
    written = (each for each in own if each.kind == "python" and _is_python_2(each))
    return next((each.path for each in itertools.chain(asking, written)), "")


def _asks_of_python_2(file: SourceFile) -> bool:
    found = document(file)
    return found is not None and not OF_PYTHON_2.isdisjoint(
        each.name for each in found.requirements if ";" not in each.text
    )


@fact
def _is_python_2(file: SourceFile) -> bool:
    if _STATEMENT.search(file.spelled) is None:
        return False
    try:
        return file.tree is None
    except Unreadable:
        return True


@once
def _running(project: Project, root: str) -> tuple[tuple[str, Version], ...]:
    """The Pythons that run the service, each with the file that says so."""
    found = (_said(project, root, _EXACT), _bases(project, root), _run_as_they_are(project, root))
    return (*itertools.chain(*found), *_environments(project, root))


@once
def _tested(project: Project, root: str) -> tuple[tuple[str, Version], ...]:
    """The Pythons that run the service's tests, each with the file that says so."""
    return (*_in_lists(project, root), *_in_images_of_ci(project, root))


@once
def _floor(project: Project, root: str) -> tuple[tuple[str, Version], ...]:
    return tuple(_said(project, root, _FLOOR))


def _said(project: Project, root: str, patterns: Mapping[str, re.Pattern[bytes]]) -> Iterator[tuple[str, Version]]:
    for name, pattern in patterns.items():
        for path, data in files_at(project, root, name):
            for match in pattern.finditer(data):
                yield path, (int(match[1]), int(match[2]))


def _in_lists(project: Project, root: str) -> Iterator[tuple[str, Version]]:
    """The Pythons that CI and tox run the tests on."""
    for path, file in sorted(project.files.items()):
        for pattern, lists in _LISTS.items():
            if _is_around(path, pattern, root):
                for said in lists.finditer(_COMMENT.sub(b"", file.spelled)):
                    yield from ((path, (int(each[1]), int(each[2]))) for each in _LISTED.finditer(said[0]))
    for path, data in files_at(project, root, "tox.ini"):
        for said in _TOX.finditer(data):
            yield from ((path, (int(each[1]), int(each[2]))) for each in _TOX_ONE.finditer(said[0]))


def _is_around(path: str, pattern: str, root: str) -> bool:
    return any(fnmatch.fnmatchcase(path, posixpath.join(each, pattern)) for each in (root, *around(root)))


def _in_images_of_ci(project: Project, root: str) -> Iterator[tuple[str, Version]]:
    """The Pythons of the images that CI runs in."""
    for path, file in sorted(project.files.items()):
        if any(_is_around(path, each, root) for each in _RUN_IN):
            for line in _COMMENT.sub(b"", file.spelled).splitlines():
                if b"image" in line and (match := _IMAGE.search(line)):
                    yield path, (int(match[1]), int(match[2]))


def _run_as_they_are(project: Project, root: str) -> Iterator[tuple[str, Version]]:
    """The Pythons of the images that Compose runs the service's own folder in, without building one."""
    for path, file in sorted(project.files.items()):
        if file.kind == "compose" and posixpath.dirname(path) == root:
            try:
                document: compose.Document = parse(file)
            except Unreadable:
                continue
            built = {each.path[1] for each in document.scalars if each.path[2:3] == ("build",)}
            for each in document.scalars:
                image = each.path[0] == "services" and each.path[2:] == ("image",) and each.path[1] not in built
                if image and (match := _IMAGE.search(each.value.encode())):
                    yield path, (int(match[1]), int(match[2]))


def _environments(project: Project, root: str) -> Iterator[tuple[str, Version]]:
    """The Pythons that scripts make virtual environments of."""
    for path, file in sorted(project.files.items()):
        own = project.service_root(path) == root or posixpath.dirname(path) in around(root)
        if own and file.kind in ("shell", "plain") and b"env" in file.spelled and not project.is_test(path):
            for match in _ENVIRONMENT.finditer(file.spelled):
                major, minor = match[1] or match[3], match[2] or match[4]
                # python2 has been 2.7 for as long as there are virtual environments; python3 may be any.
                if minor or major == b"2":
                    yield path, (int(major), int(minor or 7))


def _bases(project: Project, root: str) -> Iterator[tuple[str, Version]]:
    """The Pythons of the images of the service, or of those in folders around it: of their base, or installed."""
    for file, image in images(project):
        if project.service_root(file.path) == root or posixpath.dirname(file.path) in around(root):
            for stage in image.stages:
                if (version := stage.python or _of_system(image, stage)) is not None:
                    yield file.path, version


def _of_system(image: dockerfile.Document, stage: dockerfile.Stage) -> Version | None:
    """The Python that an image of a distribution gets: the version that is named, else the distribution's own."""
    release = _RELEASE.match(stage.image)
    own = _SYSTEMS.get(release[1], {}).get(release[2]) if release else None
    if own is None:
        return None
    runs = [each.text for each in image.instructions if each.keyword == "RUN"]
    if (other := _OTHER.search("\n".join(runs))) is not None:
        return (int(other[1]), int(other[2])) if other[1] else None
    return own if any(re.search(r"\bpython3\b|\bpip3\b", each) for each in runs) else None
