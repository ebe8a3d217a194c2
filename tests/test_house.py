"""The house's own rules: which way imports run, what is loaded when, what no file may hold, what the wheel holds."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# A room may import those after it, and its own (but for rules). CONTRIBUTING.md says what each is for.
ROOMS = (
    "__main__",
    "own",
    "cli",
    "fleet",
    "reports",
    "engine",
    "rules",
    "rewriting",
    "plans",
    "domains.state",
    "domains.database",
    "domains.logs",
    "domains.dependencies",
    "domains.deployment",
    "domains.settings",
    "domains.environments",
    "domains.secrets",
    "domains.connections",
    "domains.commands",
    "domains.runtime",
    "model",
    "project",
    "formats",
    "libraries",
    "vocabulary",
)
# More files than this in one folder, and nobody finds theirs.
MOST_FILES = 16


def tracked(*patterns: str) -> list[Path]:
    """The files that git knows, and new ones that it does not ignore."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("not a git work tree")
    return [ROOT / path for path in done.stdout.split("\0") if path and (ROOT / path).is_file()]


def room(module: str) -> str:
    """`codemods.engine.fix` is of the room `engine`, `codemods.domains.logs.paths` of `domains.logs`; '' for none."""
    words = module.split(".")
    if words[0] != "codemods" or len(words) == 1:
        return ""
    return ".".join(words[1:3]) if words[1] == "domains" and len(words) > 2 else words[1]


def imports(file: Path, module_level: bool = False) -> Iterator[tuple[str, int]]:
    """The modules that a file imports (also in functions), each with its line; not those for type checking only."""
    stack: list[ast.AST] = [ast.parse(file.read_bytes())]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} imports relatively"
            yield node.module or "", node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            stack += node.orelse
        elif not (module_level and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
            stack += ast.iter_child_nodes(node)


def modules() -> Iterator[tuple[str, Path]]:
    for file in sorted((ROOT / "codemods").rglob("*.py")):
        if "emitted" not in file.parts:
            yield ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), file


def arrows() -> dict[tuple[str, str], list[str]]:
    """Which room imports from which other, each with the places that do."""
    found: dict[tuple[str, str], list[str]] = {}
    for module, file in modules():
        for name, line in imports(file):
            ours, theirs = room(module), room(name)
            if ours and theirs in ROOMS and ours != theirs:
                found.setdefault((ours, theirs), []).append(f"{file.relative_to(ROOT)}:{line} imports {name}")
    return found


def test_every_module_is_in_a_room() -> None:
    homeless = [module for module, _ in modules() if module != "codemods" and room(module) not in (*ROOMS, "domains")]
    assert homeless == []


def test_imports_run_one_way() -> None:
    wrong = [place for (ours, theirs), places in arrows().items() for place in places if not below(ours, theirs)]
    assert wrong == []


def below(room: str, other: str) -> bool:
    """Whether the first may import the other."""
    return ROOMS.index(room) < ROOMS.index(other)


def test_the_picture_of_the_house_is_true() -> None:
    """The table of rooms in CONTRIBUTING.md: each room once, from top to bottom, with all that it imports."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    rows = re.findall(r"^\| `([\w.]+)` \|.*\| ([^|]*) \|$", text, re.MULTILINE)
    drawn = {name: sorted(re.findall(r"`([\w.]+)`", theirs)) for name, theirs in rows}
    found = arrows()
    true = {name: sorted(theirs for ours, theirs in found if ours == name) for name in ROOMS if name != "__main__"}
    assert drawn == true
    assert list(drawn) == list(true)


def test_no_folder_is_a_heap() -> None:
    folders = {file.parent for _, file in modules()}
    heaps = {
        str(folder.relative_to(ROOT)): len(files)
        for folder in folders
        if len(files := [file for file in folder.glob("*.py") if file.name != "__init__.py"]) > MOST_FILES
    }
    assert heaps == {}


def test_a_rule_imports_no_other_rule() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{line} imports {name}"
        for module, file in modules()
        if room(module) == "rules"
        for name, line in imports(file)
        if name.startswith("codemods.rules")
    ]
    assert wrong == []


def test_codemods_never_imports_labs() -> None:
    assert [str(file) for _, file in modules() for name, _ in imports(file) if name.split(".")[0] == "labs"] == []


def test_libcst_is_loaded_only_to_write() -> None:
    """Outside of rewriting, no module imports it when it is loaded itself."""
    wrong = [
        f"{file.relative_to(ROOT)}:{line} imports {name}"
        for module, file in modules()
        if room(module) != "rewriting"
        for name, line in imports(file, module_level=True)
        if name.split(".")[0] == "libcst"
    ]
    assert wrong == []


def loaded(*arguments: str) -> set[str]:
    """The top-level modules in memory after a command."""
    code = (
        "import sys\nfrom codemods.cli import main\n"
        f"try: main({list(arguments)!r})\nexcept SystemExit: pass\n"
        "print('\\nMODULES', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(done.stdout.rpartition("MODULES")[2].split())


def test_check_loads_no_libcst(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text('import logging\nlogging.FileHandler("a.log")\nSECRET_KEY = "x7Gh2kQpL9"\n')
    assert "libcst" not in loaded("check", str(tmp_path))
    assert "libcst" in loaded("apply", str(tmp_path), "--diff")


def test_help_loads_next_to_nothing() -> None:
    assert not loaded("--help") & {"libcst", "rich", "ruamel", "pathspec", "multiprocessing"}


# Written in pieces, so that this file does not find itself.
TRACES = re.compile(
    rb"py"
    rb"pi\.org|python"
    rb"hosted\.org|test\.py"
    rb"pi|--index"
    rb"-url|file:"
    rb"//|(?<!\w)"
    rb"/ho"
    rb"me/[a-z]|/Us"
    rb"ers/[A-Za-z]|/wo"
    rb"rk/|[A-Z]:\\\\Us"
    rb"ers"
)
# An address of this machine alone: cases name no such place either.
HERE = re.compile(
    rb"file:"
    rb"///"
)


def test_no_file_names_an_index_or_a_place_on_somebodys_machine() -> None:
    """Rules and their cases may quote other people's code, which does, but for addresses of files."""
    found = []
    for file in tracked():
        traces = HERE if "cases" in file.parts else TRACES
        for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
            if traces.search(line):
                found.append(f"{file.relative_to(ROOT)}:{number}: {line[:120].decode(errors='replace')}")
    assert found == []


def test_no_file_holds_a_secrets_file_or_a_cache() -> None:
    names = [str(file.relative_to(ROOT)) for file in tracked()]
    assert [
        name for name in names if re.search(r"(^|/)(\.env|__pycache__|\.mypy_cache|\.operable-)($|/|\d)", name)
    ] == []


def test_every_rule_is_in_a_folder_of_its_anti_pattern() -> None:
    from codemods.engine.registry import rules
    from codemods.vocabulary.antipatterns import ANTI_PATTERNS

    folders = {number: row.slug.replace("-", "_") for number, row in ANTI_PATTERNS.items()}
    for rule in rules().values():
        (finder, *_) = (function for _, function in rule.finders)
        assert finder.__module__.split(".")[2] == folders[rule.anti_pattern], rule.code


def test_a_rewriter_takes_what_it_registers_for() -> None:
    """No type checker sees it: rules name LibCST's nodes, and the documents, by words."""
    import libcst

    from codemods.engine.registry import rules

    for rule in rules().values():
        for kind, _, function in rule.rewriters:
            plain = getattr(function, "func", function)
            names = {**vars(sys.modules[plain.__module__]), "cst": libcst}
            takes = eval(next(iter(inspect.signature(plain).parameters.values())).annotation, names)
            if kind[0].isupper():
                given = getattr(libcst, kind)
            elif importlib.util.find_spec(f"codemods.formats.{kind}"):
                given = importlib.import_module(f"codemods.formats.{kind}").Document
            else:
                given = object
            assert issubclass(given, takes), f"{rule.code}: {plain.__name__} takes no {kind}"


def test_a_rule_makes_its_findings_by_the_file() -> None:
    """`file.finding` asks for the data that the rule's rewriters read; `Finding(…)` takes none."""
    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for module, file in modules()
        if room(module) == "rules"
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"
    ]
    assert wrong == []


# Who declares where answers are kept, and hands them on to another state; and who keeps them.
KEEPERS = ("codemods.project.project", "codemods.project.source_file", "codemods.vocabulary.kept")


def test_answers_are_kept_by_one_mechanism() -> None:
    """`@once` and `@fact`: a cache of one's own is shared with a state that it does not hold for, sooner or later."""
    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno} reads {node.attr}"
        for module, file in modules()
        if module not in KEEPERS
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Attribute) and node.attr in ("__dict__", "answers", "facts")
    ]
    assert wrong == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of what lies here. Built without an index: hatchling is in the environment."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_packages_and_the_files_that_fixes_add(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for file in tracked("codemods/"):
        assert file.relative_to(ROOT).as_posix() in names
    assert {"codemods/emitted/gunicorn.conf.py", "codemods/emitted/storage.py"} <= names
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"codemods"}
    assert wheel.stat().st_size < 1_500_000


def test_codemods_works_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "fresh", with_pip=False)
    python = tmp_path / "fresh" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, "--disable-pip-version-check", str(wheel)], check=True, capture_output=True)
    # What it depends on comes from this environment; an editable install in it is not seen by PYTHONPATH.
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    environment = {"PYTHONPATH": libraries, "PATH": "/usr/bin:/bin"}
    (tmp_path / "app.py").write_text('import logging\n\nhandler = logging.FileHandler("a.log")\n')

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(python), *arguments], capture_output=True, text=True, cwd=tmp_path, env=environment, check=False
        )

    where = run("-c", "import codemods; print(codemods.__file__)").stdout
    assert where.startswith(str(tmp_path / "fresh"))
    assert run("-m", "codemods", "check", "app.py").returncode == 1
    assert run("-m", "codemods", "apply", "app.py", "--allow-no-vcs").returncode == 0
    assert "StreamHandler(sys.stdout)" in (tmp_path / "app.py").read_text()
    assert run("-m", "codemods", "--version").stdout.startswith("operable, version ")


def test_nothing_that_is_built_or_fetched_is_kept() -> None:
    assert tracked("*.whl", "*.tar.gz", "*.zip", "*.pyc", "*.pkl", "*.log") == []
