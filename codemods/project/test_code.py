"""Whom code is for, by the words of its names: production, development, an example, or tests.

Names are cut into words (`latest` is not `test`): those of files and folders, of classes, functions and values.
codemods.model.test_scopes asks the same of a place in a file.
"""

from __future__ import annotations

import enum
import functools
import itertools
import posixpath
import re
from collections.abc import Collection

from codemods.libraries.frameworks.web import FACTORIES, OPERATING, TEST_CASES, TESTERS
from codemods.vocabulary.signs import Sign


class Use(enum.StrEnum):
    """Whom a piece of code is for."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    EXAMPLE = "example"
    TEST = "test"


_PART = re.compile(r"e2e|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_TESTS = frozenset((
    "test", "tests", "testing", "unittest", "unittests", "pytest", "e2e", "conftest", "selftest", "selftests",
    "smoketest", "smoketests", "loadtest", "loadtests",
))  # fmt: skip
# Continuous integration runs the tests, with settings of its own.
_TEST_SETTINGS = _TESTS | {"ci", "travis", "circleci", "appveyor", "jenkins"}
# What the build of the documentation imports the code with.
_DOCUMENTATION = frozenset(("sphinx", "readthedocs", "rtd"))
_DOUBLES = frozenset(("mock", "mocks", "fake", "fakes", "stub", "stubs"))
# What stands in for another service: an image of it is for developers and tests.
_OF_MOCKS = frozenset(("server", "servers", "service", "services", "api", "apis", "backend", "backends"))
_MOCKS = frozenset(("mock", "mocks"))
DEVELOPS = frozenset(("dev", "devel", "develop", "development", "local"))
SETTINGS = frozenset(
    ("settings", "setting", "config", "configs", "conf", "cfg", "configuration", "env", "envs", "environment",
     "environments")
)  # fmt: skip
# What a test of this name is tried with: `create_test_app`, `TEST_DATABASE_URI`.
_TRIED = frozenset(
    ("app", "application", "client", "database", "databases", "db", "engine", "session", "data", "user", "users",
     "case", "server", "env", "environment", "uri", "url", "dsn", "host", "redis", "mongo", "broker", "bucket")
) | SETTINGS  # fmt: skip
_CONNECTED = frozenset(("client", "engine", "session", "database", "db", "app"))
# What is done to it before: `setup_test_database.py`.
_MAKES = frozenset(
    ("setup", "create", "make", "init", "populate", "load", "drop", "reset", "prepare", "generate", "fill")
)
# A test that production carries out: of two prices, of a patient, of a pupil.
_CARRIED_OUT = frozenset(("ab", "split", "multivariate", "speed", "blood", "lab", "covid", "drive", "exam"))
_EXAMPLES = frozenset(("example", "examples"))
_SAMPLES = frozenset(("sample", "samples"))
# What somebody copies and fills in: `config_template.py`. A service has templates of other things as well.
_TO_COPY = frozenset(("template", "tmpl", "tpl", "dist", "skel", "skeleton", "boilerplate"))
# What stands beside the word for settings in the name of such a copy.
_OF_SETTINGS = SETTINGS | {
    "local", "private", "secret", "secrets", "base", "app", "server", "default", "prod", "production",
}  # fmt: skip
_SEEDS = frozenset(("seed", "seeds", "seeder", "seeders", "seeding"))
_SCAFFOLDS = frozenset(("cookiecutter", "scaffold", "scaffolds", "scaffolding", "skeleton", "boilerplates"))
_EXAMPLE_FOLDERS = _EXAMPLES | _SAMPLES | frozenset(
    ("doc", "docs", "documentation", "snippets", "tutorials", "notebooks", "notebook")
)  # fmt: skip
# What lies among templates and pictures is shown to readers, and not run.
_SHOWN = ("templates", "static")
_TEST_FOLDER = re.compile(
    r"(?:^|/)(specs?|fixtures|regtest|t/(unit|integration|functional|smoke)|__mocks__|mocks|cypress)$"
)
# What a folder of definitions is called whose services only tests start, or which tests try.
_TEST_STACKS = frozenset(("ci", "tester", "testers", "testbed", "testbeds"))
# What a developer's settings are called after besides: `local_postgres.py`, `local_production.py`.
_STACKS = frozenset((
    "postgres", "postgresql", "mysql", "mariadb", "sqlite", "mongo", "redis", "docker", "compose", "minikube", "prod",
    "production", "staging", "live",
))  # fmt: skip
_DEPLOYED = frozenset(("prod", "production", "staging", "live"))
# What the words of a file that is no Python say besides.
_DEFINITION_TESTS = _TESTS | {"ci", "cypress", "integration"}
_DEFINITION_DEVELOPS = DEVELOPS | {"override", "debug"}
_DEFINITION_EXAMPLES = _EXAMPLES | _SAMPLES | {"dist", "tmpl", "skel"}
_PYTHON_TO_COPY = re.compile(r"\.py[._-](template|tmpl|tpl|default|skel)$")
# What somebody has put aside: `Dockerfile.old`, `compose.yml.bak`.
_PUT_ASIDE = frozenset(("old", "bak", "orig", "deprecated", "obsolete"))
_CI_FOLDERS = (".circleci", ".github", ".gitlab", ".buildkite", ".semaphore", ".azure-pipelines", "taskcluster")
# Folders with a dot before their name that the service is deployed from; others are of tools of whoever writes it.
_HIDDEN_OF_DEPLOYMENT = frozenset((
    "docker", "ebextensions", "platform", "openshift", "s2i", "deploy", "deployment", "infra", "compose", "aws",
    "azure", "k8s", "kubernetes", "helm", "chalice", "elasticbeanstalk", "heroku", "config", "envs", "env", "build",
    "profile", "devcontainer",
))  # fmt: skip
# What others have handed in beside the service, of which nothing is started here: `contrib/uwsgi.ini`.
_HANDED_IN = "contrib"
# /usr/local is where things are installed.
_INSTALLED = re.compile(r"(^|/)usr/local/")
_SERVED = re.compile(rb"@\w+(?:\.\w+)*\.(?:route|get|post|put|delete|patch|websocket)\(|\((?:db\.)?Model\)")
_CASE = Sign(rb"^class[ \t]+(\w+)\([^)]*\b\w*TestCase\b", re.MULTILINE)
_HOOKS = Sign(
    rb"^def[ \t]+(?:before|after)_(?:all|feature|scenario|step|tag)\((?:\s|#[^\n]*\n)*context\b", re.MULTILINE
)
_DATABASE = re.compile(r"(?:[\w+]+://[^\s?#]*/|^)(?P<name>[\w.-]+)(?:[?#]\S*)?$")


def parts(name: str) -> list[str]:
    """The lower-case words of a name in any style: snake, camel, kebab, dots."""
    return [each.lower() for each in _PART.findall(name)]


@functools.cache
def use_of_path(path: str, tests: tuple[str, ...] = ()) -> Use:
    """Whom a file is for, by its folders and its name. `tests`: what the project's owner calls folders of tests."""
    folder, name = posixpath.split(path)
    python = name.endswith((".py", ".pyw"))
    by_folders = _by_folders(folder, python, tests)
    if by_folders in (Use.TEST, Use.EXAMPLE):
        return by_folders
    stem = re.sub(r"\.pyw?$", "", name)
    if not python and not _PUT_ASIDE.isdisjoint(parts(name)):
        return Use.EXAMPLE
    by_name = _by_python_name(stem, parts(posixpath.basename(folder))) if python else _by_definition_name(name)
    return by_folders if by_name is Use.PRODUCTION else by_name


@functools.cache
def use_of_service(name: str) -> Use:
    """Whom a container, a stage of an image or the like is for, by its name: `web-test`, `dev`."""
    return _by_definition_name(name)


def serves_views(data: bytes) -> bool:
    """Whether a file registers views, or defines what rows have."""
    return _SERVED.search(data) is not None


def use_of_file(path: str, data: bytes, tests: tuple[str, ...] = ()) -> Use:
    """Whom a file is for, by its path and, where that leaves two readings, by what it holds."""
    found = use_of_path(path, tests)
    folder, name = posixpath.split(path.removesuffix(".py"))
    if found is Use.PRODUCTION and parts(name)[-1:] in (["factories"], ["factory"]) and FACTORIES.search(data):
        return Use.TEST
    if found is Use.PRODUCTION and path.endswith(".py") and _is_run_by_tester(name, data):
        return Use.TEST
    if found is Use.TEST and path.endswith(".py") and name in _TESTS and _SERVED.search(data):
        return _by_folders(folder, True, tests)
    return found


def _is_run_by_tester(name: str, data: bytes) -> bool:
    """Whether a runner of tests takes the file, by what it imports and defines, whatever it is called."""
    if _SERVED.search(data):
        return False
    if TESTERS.search(data):
        return True
    if TEST_CASES.search(data) and (case := _CASE.search(data)) is not None:
        return not _is_of_the_module(case, data)
    # behave's hooks stand beside the steps, which import it.
    return name == "environment" and _HOOKS.search(data) is not None


def _is_of_the_module(case: re.Match[bytes], data: bytes) -> bool:
    """Whether a module's first class of tests stands behind its code, as the smaller part: it tests that code."""
    return case[1].startswith(b"Test") and 2 * case.start() > len(data)


@functools.cache
def use_of_class(name: str) -> Use:
    """Whom a class is for, by its name: `TestConfig`, `ConfigForTesting`, `DevelopmentConfig`."""
    words = parts(name)
    if not words or not _CARRIED_OUT.isdisjoint(words):
        return Use.PRODUCTION
    if words[0] in _TESTS | _DOUBLES or words[-1] in _TESTS:
        return Use.TEST
    return Use.DEVELOPMENT if _is_settings_for(words, DEVELOPS) else Use.PRODUCTION


@functools.cache
def use_of_function(name: str) -> Use:
    """Whom a function is for, by its name: `test_total`, `create_test_app`, `configure_for_testing`."""
    words = parts(name)
    if not words or not _CARRIED_OUT.isdisjoint(words):
        return Use.PRODUCTION
    if words[0] in _TESTS | _DOUBLES or words[-1] in _TESTS - {"test"} or _tries(words):
        return Use.TEST
    # `create_test_redis_client`: with whose client tests are run.
    if words[0] in _MAKES and words[1:2] == ["test"] and words[-1] in _CONNECTED:
        return Use.TEST
    return Use.PRODUCTION


def is_for_tests(name: str) -> bool:
    """Whether a constant, a setting or a key is called after what tests run with: `TEST_DATABASE_URI`, `db_test`."""
    words = parts(name)
    return len(words) > 1 and (_tries(words) or (words[-1] in _TESTS and words[-2] in _TRIED))


def is_called_after_tests(name: str) -> bool:
    """Whether a distribution is called after tests: `shop-e2e`, `integration_tests`."""
    words = parts(name)
    return not _TESTS.isdisjoint(words) and _CARRIED_OUT.isdisjoint(words)


def fills(path: str) -> bool:
    """Whether a file fills a database with what to begin with, by its name or its folder."""
    return not _SEEDS.isdisjoint(parts(path))


def operates(data: bytes) -> bool:
    """Whether a file holds commands that somebody runs on hosts from outside: a deploy, a backup, a build."""
    return OPERATING.search(data) is not None


def is_test_database(value: str) -> bool:
    """Whether a database's name or URL says that it is the tests' own: `postgresql:///shop_test`, `test_shop`."""
    match = _DATABASE.search(value)
    words = parts(match["name"]) if match else []
    return bool(words) and (words[0] in _TESTS or words[-1] in _TESTS)


def _by_folders(folder: str, python: bool, named: tuple[str, ...]) -> Use:
    found = Use.PRODUCTION
    path = ""
    for each in _INSTALLED.sub(r"\1", f"{folder}/").split("/"):
        above, path = parts(posixpath.basename(path)), posixpath.join(path, each)
        words = parts(each)
        if each in named or (each in _CI_FOLDERS and not python):
            return Use.TEST
        if path == _HANDED_IN and not python:
            return Use.EXAMPLE
        if python and words and each.startswith(".") and words[0] not in _HIDDEN_OF_DEPLOYMENT:
            return Use.EXAMPLE
        if each == ".devcontainer":
            found = Use.DEVELOPMENT
        if "{{" in each or _TEST_FOLDER.search(path) or not words:
            if words:
                return Use.EXAMPLE if "{{" in each else Use.TEST
            continue
        apart = not python or not SETTINGS.isdisjoint(above)
        stack = apart and len(words) == 1 and words[0] in _TEST_STACKS
        tests = words[0] in _TESTS or words[-1] in _TESTS or stack
        tests = tests or (not python and _is_mock(words))
        if tests and _CARRIED_OUT.isdisjoint(words):
            return Use.TEST
        # `payments_mock` stands for payments, the answers of its code too.
        if len(words) > 1 and words[-1] in _MOCKS:
            return Use.TEST
        if words[-1] in _EXAMPLES or "".join(words) in _EXAMPLE_FOLDERS or not _SCAFFOLDS.isdisjoint(words):
            return Use.EXAMPLE
        if python and each in _SHOWN:
            return Use.EXAMPLE
        if len(words) == 1 and words[0] in (DEVELOPS - {"local"} if python else DEVELOPS) | _SEEDS:
            found = Use.DEVELOPMENT
    return found


def _is_mock(words: list[str]) -> bool:
    """Whether a folder holds what stands in for a service: `mock_server`, `platform-mock`; no interview, no exam."""
    return words[-1] in ("mock", "mocks") or (words[0] == "mock" and _OF_MOCKS.issuperset(words[1:]))


def _by_python_name(stem: str, around: Collection[str]) -> Use:
    """Whom a module is for, by its name and the words of its folder."""
    words = parts(stem)
    if not words:
        return Use.PRODUCTION
    if _MAKES.issuperset(words[:1]) and _tries(words) and _CARRIED_OUT.isdisjoint(words):
        return Use.TEST
    lowered = stem.lower().replace("-", "_")
    if stem in _TESTS or lowered.startswith("test_") or lowered.endswith(("_test", "_tests", "_tester")):
        return Use.TEST
    settings = not SETTINGS.isdisjoint(around)
    if words[0] in _EXAMPLES or words[-1] in _EXAMPLES or _is_sample(stem, words) or _is_to_copy(stem, words):
        return Use.EXAMPLE
    if settings and _SAMPLES.issuperset(words):
        return Use.EXAMPLE
    if _is_settings_for(words, _TEST_SETTINGS, settings):
        return Use.TEST
    if _is_settings_for(words, _DOCUMENTATION, settings):
        return Use.EXAMPLE
    if _is_settings_for(words, DEVELOPS, settings, module=True) or words[0] in _SEEDS or words[-1] in _SEEDS:
        return Use.DEVELOPMENT
    return Use.PRODUCTION


def _by_definition_name(name: str) -> Use:
    """Whom a file that is no Python is for: Dockerfile, Compose file, settings, requirements."""
    words = set(parts(name))
    if _PYTHON_TO_COPY.search(name):
        return Use.EXAMPLE
    if {"procfile", "windows"} <= words:
        return Use.DEVELOPMENT
    for said, use in (
        (_DEFINITION_EXAMPLES, Use.EXAMPLE),
        (_DEFINITION_TESTS, Use.TEST),
        (_DEFINITION_DEVELOPS, Use.DEVELOPMENT),
    ):
        if not said.isdisjoint(words):
            return use
    return Use.PRODUCTION


def _is_settings_for(words: list[str], said: Collection[str], settings: bool = False, module: bool = False) -> bool:
    """Whether the words are of settings (or stand where settings do) and say whose: all others name what is set."""
    whose = [each for each in words if each in said]
    rest = [each for each in words if each not in said]
    named = settings or bool(SETTINGS.intersection(rest)) or "".join(words) in ("development", "testing")
    others = SETTINGS.union(("app", "flask", "django", "base", "server"))
    if settings and words[0] in said:
        others |= _STACKS
    elif module and not settings:
        others |= _STACKS - _DEPLOYED
    return bool(whose) and named and others.issuperset(rest)


def _is_sample(stem: str, words: list[str]) -> bool:
    """A sample of settings; a laboratory's `sample.py` is none."""
    return not _SAMPLES.isdisjoint(words) and (
        not (SETTINGS | {"local"}).isdisjoint(words) or re.search(r"[.-]samples?$|^samples?[.-]", stem) is not None
    )


def _is_to_copy(stem: str, words: list[str]) -> bool:
    """Settings to copy and fill in, by a last word that says so; no module is imported as `config.default`."""
    *of, last = words
    if not _OF_SETTINGS.issuperset(of) or (SETTINGS | {"local", "secret", "secrets"}).isdisjoint(of):
        return False
    return last in _TO_COPY or re.search(r"\w\.defaults?$", stem) is not None


def _tries(words: list[str]) -> bool:
    """Whether what follows `test` is what tests are run with."""
    return any(one in ("test", "testing") and other in _TRIED for one, other in itertools.pairwise(words))
