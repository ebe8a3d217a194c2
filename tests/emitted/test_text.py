"""The emitted files as text: what their new owner gets to read, on the Pythons that services run on."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.emitted.support import EMITTED

FILES = sorted(path for path in EMITTED.glob("*.py") if path.name != "__init__.py")
ALLOWED = {"boto3", "botocore", "flask", "gunicorn", "itsdangerous", "sqlalchemy", "werkzeug", *sys.stdlib_module_names}
SETTING = re.compile(r"""os\.environ(?:\.get\(|\[|\.setdefault\()["'](\w+)["']""")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What came with Python 3.8 or later, of what such modules are likely to ask for.
NEWER_NAMES = _words(
    """
    create_server has_dualstack_ipv6 cached_property singledispatchmethod cache prod isqrt comb perm dist lcm nextafter
    removeprefix removesuffix is_relative_to with_stem readlink hardlink_to is_junction walk_up to_thread TaskGroup
    Runner Barrier excepthook get_native_id pairwise batched aclosing chdir aclose fromisocalendar UTC zoneinfo
    graphlib tomllib importlib.metadata importlib.resources.files Protocol Literal Final TypedDict final
    runtime_checkable get_args get_origin Annotated TypeAlias ParamSpec Concatenate Self NotRequired Required
    override assert_never reveal_type Unpack TypeVarTuple StrEnum IntFlagBoundary unparse indent
    IsolatedAsyncioTestCase AsyncMock randbytes waitstatus_to_exitcode pidfd_open memfd_create file_digest call_once
    strsignal valid_signals raise_signal pidfd_send_signal shlex.join add_note ExceptionGroup BaseExceptionGroup
    unraisablehook addaudithook getHandlerByName getHandlerNames getLevelNamesMapping fmean geometric_mean quantiles
    """
)
NEWER_OPTIONS = _words(
    "missing_ok dirs_exist_ok cancel_futures strict force user group extra_groups umask process_group defaults "
    "delete_on_close ignore_cleanup_errors filter posix_spawn pycache_prefix usedforsecurity kw_only slots root_dir "
    "include_hidden exit_on_error negative_zero"
)


@pytest.fixture(params=FILES, ids=[path.name for path in FILES])
def file(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_the_family_is_complete() -> None:
    names = ["databases.py", "gunicorn.conf.py", "health.py", "mappings.py", "once.py", "readers.py", "storage.py"]
    assert [path.name for path in FILES] == names


def test_syntax_of_python_3_7(file: Path) -> None:
    tree = ast.parse(file.read_text(), feature_version=(3, 7))
    assert "from __future__ import annotations" in file.read_text()
    evaluated = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    subscripts = [
        name for node in evaluated for name in re.findall(r"\b(?:dict|list|set|tuple|type)\[", ast.unparse(node))
    ]
    assert subscripts == []


def test_nothing_of_the_standard_library_is_newer_than_python_3_7(file: Path) -> None:
    """A module that parses may still ask for what an old Python has not, and only where nobody tries it."""
    nodes = list(ast.walk(ast.parse(file.read_text())))
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    used |= {alias.name for node in nodes if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names}
    used |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    options = {each.arg for node in nodes if isinstance(node, ast.Call) for each in node.keywords}
    assert used & NEWER_NAMES == set()
    assert options & NEWER_OPTIONS == set()


def test_it_compiles_on_the_oldest_python(file: Path) -> None:
    """Where the machine has one: what `from __future__` knows no other test tells."""
    python = next((found for name in ("python3.7", "python3.8") if (found := shutil.which(name))), None)
    asked = [python, "-c", "import ast, sys; compile(sys.stdin.read(), 'x', 'exec')"] if python else []
    if not asked or subprocess.run([*asked], input="", text=True, capture_output=True, check=False).returncode:
        pytest.skip("no old Python on this machine")
    done = subprocess.run([*asked], input=file.read_text(), text=True, capture_output=True, check=False)
    assert done.stderr == ""


def test_it_stands_alone(file: Path) -> None:
    tree = ast.parse(file.read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    beside = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level
              for alias in node.names}  # fmt: skip
    assert {f"{name}.py" for name in beside} <= {path.name for path in FILES}
    assert {name.partition(".")[0] for name in imported} - ALLOWED == set()


def test_the_docstring_names_every_setting(file: Path) -> None:
    text = file.read_text()
    documented = ast.get_docstring(ast.parse(text)) or ""
    settings = {*SETTING.findall(text), *re.findall(r': "(DATABASE_\w+)"', text)}
    assert settings or "environ" not in text
    assert {name for name in settings if name not in documented} == set()


def test_the_settings_of_gunicorn_speak_of_no_other_module() -> None:
    """Whether health.py comes beside them another rule decides."""
    text = (EMITTED / "gunicorn.conf.py").read_text()
    others = {path.stem for path in FILES} - {"gunicorn.conf"}
    assert re.findall(rf"\b(?:{'|'.join(others)})\.py|/readyz|/healthz", text) == []


def test_it_is_short(file: Path) -> None:
    lines = file.read_text().splitlines()
    assert 40 <= len(lines) <= 420
    assert max(map(len, lines)) <= 120


def test_code_fits_the_width_of_black(file: Path) -> None:
    text = file.read_text()
    tree = ast.parse(text)
    told = {
        line
        for each in ast.walk(tree)
        if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
        for line in range(each.lineno, (each.end_lineno or 0) + 1)
    }
    lines = enumerate(text.splitlines(), 1)
    assert [line for number, line in lines if len(line) > 88 and number not in told and line.lstrip()[:1] != "#"] == []
