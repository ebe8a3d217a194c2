"""What is left to do by hand when a secret has left the code for `.env`: who loads that file, and who else needs it."""

from __future__ import annotations

import ast
import contextlib
import posixpath
import re
from collections.abc import Iterator

from codemods.domains.dependencies.declared import declared
from codemods.domains.settings.missing_in_compose import env_file_takers
from codemods.formats.dotenv import EXAMPLES
from codemods.libraries.frameworks.web import FOUND_BY_NAME
from codemods.libraries.programs import DYNO
from codemods.libraries.settings import DOTENV_FINDS, DOTENV_LOADS
from codemods.model.environment_reads import environment_read, reads_of
from codemods.model.import_graph import importers
from codemods.plans.build_imports import imported_in_build
from codemods.plans.dotenv_readers import opener, script
from codemods.plans.loading_order import late_loader
from codemods.project.guides import readmes
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_CI = (
    ".github/workflows",
    ".gitlab-ci.yml",
    ".circleci",
    "circle.yml",
    ".travis.yml",
    "Jenkinsfile",
    "azure-pipelines.yml",
    "tox.ini",
)
_TESTING = re.compile(
    rb"\b(?:py\.?test|unittest|nosetests?|tox|nox|coverage|make [\w-]*test|manage\.py \w*tests?|flask test)\b"
    rb"|setup\.py test"
)

# `.env` by itself, and not that of a folder: `backend/.env`.
_TOLD = re.compile(r"(?<![\w./-])\.env(?![\w.-])")
_ENV_FILE = re.compile(
    rb"^[ \t]*env_file:[ \t]*(?:\n[ \t]*-[ \t]*|\[[ \t]*)?[\"']?(?:\./)?\.env[\"']?[ \t]*\]?[ \t]*(?:#.*)?$",
    re.MULTILINE,
)

_UNLOADED = "nothing loads {} by itself: export it before each start, and set it on the platform"


def steps(
    project: Project, root: str, library: bool = False, alone: bool = False, files: tuple[str, ...] = (".env",)
) -> list[str]:
    """What a person has to see to when the code in a service's folder insists on a variable.

    `library`: what reads it looks into `.env` by itself. `alone`: neither a build nor tests come to the code. `files`:
    what the files are called that hold the value.
    """
    return _steps(project, root, library, alone, files)


@once
def _steps(project: Project, root: str, library: bool, alone: bool, files: tuple[str, ...]) -> list[str]:
    loading = _loading(project, root, library) if ".env" in files else _UNLOADED.format(" and ".join(files))
    return [loading, *(() if alone else _others(project, root))]


def is_alone(file: SourceFile) -> bool:
    """Whether nothing imports a Python file, and no other file names it, nor a tool that looks for it by itself."""
    name = posixpath.basename(file.path).removesuffix(".py")
    if name in FOUND_BY_NAME or importers(file):
        return False
    # `settings.prod` names settings/prod.py too.
    around = posixpath.basename(posixpath.dirname(file.path))
    dotted = rb"|(?<=\b%s\.)" % re.escape(around.encode()) if around else b""
    mentioned = re.compile(rb"(?:(?<![\w.])%s)%s(?!\w)" % (dotted, re.escape(name.encode())))
    return not any(mentioned.search(each.data) for path, each in file.project.files.items() if path != file.path)


def _loading(project: Project, root: str, library: bool) -> str:
    if library:
        return "the library that reads it looks into .env; set it on the platform"
    if loaders := _loaders(project, root):
        # A script that nothing imports loads it for itself.
        file, call = next((each for each in loaders if importers(each[0])), loaders[0])
        shown = re.sub(r"\s*\($", "()", call.decode())
        return f"{shown} in {file.path} loads .env: see that it runs first; set it on the platform"
    if found := next(env_file_takers(project, root), None):
        return f"{found} loads .env; export it before any other start, and set it on the platform"
    if _flask_loads(project, root):
        return "the flask command loads .env: export it before any other start, and set it on the platform"
    if found := opener(project, root):
        return f"{found} reads .env: see that it does so first; set it on the platform"
    if (pipfile := posixpath.join(root, "Pipfile")) and project.is_on_disk(pipfile):
        return f"pipenv run ({pipfile}) loads .env; export it before any other start, and set it on the platform"
    if found := script(project, root):
        return f"{found} reads .env; export it before any other start, and set it on the platform"
    return "nothing loads .env here: export it before each start, and set it on the platform"


def _flask_loads(project: Project, root: str) -> bool:
    """Whether the flask command finds python-dotenv, and so loads `.flaskenv` and `.env`."""
    needs = declared(project, root)
    return needs is not None and {"flask", "python-dotenv"} <= needs.names


def unloaded(project: Project, root: str) -> str:
    """What to do where another server takes the place of `flask run`, which loads `.env` itself; '' for nothing."""
    if not _flask_loads(project, root):
        return ""
    return "flask run loads .env and .flaskenv, gunicorn does not: call load_dotenv() first, or export what they set"


def read_before_loading(project: Project, root: str) -> str:
    """Where the code reads a variable before it loads `.env` itself, although the flask command has done so; ''."""
    loaders = [file for file, _ in _loaders(project, root)] if _flask_loads(project, root) else []
    for file in _own(project, root) if loaders else ():
        if file.kind != "python" or not reads_of(file):
            continue
        with contextlib.suppress(Unreadable):
            for node in (*file.nodes(ast.Call), *file.nodes(ast.Subscript)):
                if environment_read(file, node) is not None and late_loader(file, node.lineno, loaders):
                    return f"{file.path}:{node.lineno}"
    return ""


def loaded_late(project: Project, root: str, file: SourceFile) -> str:
    """Where the code loads `.env`, if each place does so once a file has been imported; '' otherwise.

    What a module that the file imports reads of the environment at its import is not what `.env` says.
    """
    return late_loader(file, 1, [each for each, _ in _loaders(project, root) if each is not file])


def _loaders(project: Project, root: str) -> list[tuple[SourceFile, bytes]]:
    """The code of the service that loads `.env`, each with the call."""
    return [
        (file, match[1]) for file in _own(project, root)
        if file.kind == "python" and (match := DOTENV_LOADS.search(file.spelled))
    ]  # fmt: skip


def loads_dotenv(project: Project, root: str) -> bool:
    """Whether code of the service loads `.env`."""
    return bool(_loaders(project, root))


def loaded_too_late(file: SourceFile, line: int, library: bool) -> str:
    """Where the service's code loads `.env`, if nothing does before a line of the file has run; '' otherwise."""
    project, root = file.project, file.project.service_root(file.path)
    if library or next(env_file_takers(project, root), None):
        return ""
    return late_loader(file, line, [each for each, _ in _loaders(project, root)])


def hidden_settings(project: Project, root: str) -> str:
    """The `.env` of a folder above that the code finds today, and would no more if the service had one; '' if none.

    load_dotenv() goes up from the file that calls it, and so does decouple; both stop at the first `.env`. Where an
    example of it lies, or a manual or a Compose file tells of it, each installation has its own; an example beside the
    code is of no use against one above that is there.
    """
    if not root or project.is_on_disk(posixpath.join(root, ".env")) or not _finds(project, root):
        return ""
    own = _has_example(project, root)
    while root:
        root = posixpath.dirname(root)
        path = posixpath.join(root, ".env")
        if project.is_on_disk(path) or (not own and (_has_example(project, root) or _is_told(project, root))):
            return path
    return ""


def _finds(project: Project, root: str) -> bool:
    """Whether code of the service looks for a `.env`, in its folder and above."""
    return any(file.kind == "python" and DOTENV_FINDS.search(file.spelled) for file in _own(project, root))


def _has_example(project: Project, folder: str) -> bool:
    names = {each.lower() for each in project.folders.get(folder, ())}
    return not names.isdisjoint(EXAMPLES) or any(project.is_on_disk(posixpath.join(folder, each)) for each in EXAMPLES)


def _is_told(project: Project, folder: str) -> bool:
    """Whether the manual of a folder, or a Compose file in it, tells of a `.env` there."""
    beside = (posixpath.join(folder, name) for name in sorted(project.folders.get(folder, ())))
    composed = (project.files[each] for each in beside if each in project.files)
    if any(each.kind == "compose" and _ENV_FILE.search(each.spelled) for each in composed):
        return True
    return any(map(_TOLD.search, readmes(project, (folder,))))


def _others(project: Project, root: str) -> Iterator[str]:
    if found := _dyno(project, root):
        yield f"before the deploy, set it as a config var of the app ({found})"
    for file in _own(project, root):
        if file.kind == "dockerfile":
            built = imported_in_build(file)
            yield from (f"`RUN {command}` ({file.path}:{line}) needs it in the build" for line, command in built)
    if ci := next((each for each in _CI if _tests(project, each)), ""):
        yield f"tests in CI need it ({ci})"


def _tests(project: Project, name: str) -> bool:
    """Whether a file of CI, or one in a folder of them, runs tests of Python."""
    place = project.root / name
    try:
        files = [place] if place.is_file() else sorted(each for each in place.rglob("*.y*ml") if each.is_file())
        return any(_TESTING.search(each.read_bytes()) for each in files)
    except OSError:
        return False


def _dyno(project: Project, root: str) -> str:
    """The file of the service, or of the whole repository, that a platform like Heroku starts it by; '' without one."""
    places = (posixpath.join(folder, name) for folder in dict.fromkeys((root, "")) for name in DYNO)
    return next((each for each in places if each in project.files), "")


def _own(project: Project, root: str) -> list[SourceFile]:
    return [
        file for path, file in sorted(project.files.items())
        if path.startswith(f"{root}/" if root else "") and not project.is_test(path)
    ]  # fmt: skip
