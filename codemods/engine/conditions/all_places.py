"""One value at several places of a service: a fix takes it from the environment at all of them, or at none."""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from codemods.domains.commands.by_hand import is_run_by_hand, processes_are_known
from codemods.domains.connections.addresses import Uri, connection, parse_uri, parts
from codemods.domains.connections.constants import flows, where
from codemods.domains.settings.literals import is_service_code
from codemods.engine.conditions.audience import may_reach_at
from codemods.libraries.programs import DATABASE_CLIENTS
from codemods.model.environment_reads import environment_read
from codemods.model.parsable import readable
from codemods.model.targets import place_of, upper_snake
from codemods.model.test_scopes import use_of
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use
from codemods.vocabulary.finding import Finding, Safety, Setting, Span
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

Place = tuple[str, int]

_LEFT = "take it from one setting in all places: {} would keep the same value"
_KINDS = (ast.Constant, ast.JoinedStr, ast.BinOp, ast.Call)
# What runs a command on a line of its own: scripts, images, makefiles, schedules.
_COMMANDS = ("shell", "dockerfile", "plain", "unit", "procfile", "python", "ini")
_TEXTS = ("ini", "shell", "plain")
# What gives a variable the value, or falls back to it: `export X=…`, `${X:-…}`, `X: …`.
_GIVES = re.compile(r"^[\s-]*(?:export\s+|set\s+)?[\"']?[A-Z][A-Z0-9_]*[\"']?\s*(?:[:?+]?=|:)|\$\{\w+:?[-=]")
_NAME = re.compile(r"(?:^|_)(?:DB|DATABASE|(?:DB|DATABASE|POSTGRES|MYSQL|MONGO)_?NAME)$")
_CLIENT = re.compile(rb"\b(?:%s)\b" % DATABASE_CLIENTS.encode())
_COMMAND = re.compile(
    rf"^(?P<before>.*?)\b(?:{DATABASE_CLIENTS})\b(?P<rest>(?:[^\n;|&>\\]|\\\r?\n|\\.)*)", re.MULTILINE
)
# What is somebody's name, or a machine's: `-u shop`, `--host=shop`.
_OF_ANOTHER = re.compile(r"(?:(?:^|[\s\"',])(?:-[uUhP]|--(?:user(?:name)?|host|password|port))[\s\"',=]*|[/$@{:])$")
_MAKES = re.compile(r"(?i)\b(?:create|drop|grant|alter)\s")
# An address, and not only the beginning of one; on the own machine anybody's is the same.
_ADDRESS = re.compile(
    r"(?!sqlite:)[a-z][a-z0-9+.-]*://(?!(?:[^@/\s]*@)?(?:localhost|127\.|0\.0\.0\.0|\[::))[^/\s]|sqlite:///.*[^/\s]"
)
_EVERYWHERE = frozenset(("os", "str", "Path", "pathlib"))
_HOLD = frozenset(("DB", "MONGO"))
_DATABASES = frozenset(("POSTGRES", "MYSQL", "DB", "DATABASE", "MARIADB", "POSTGRESQL"))


def shared(project: Project, finding: Finding) -> frozenset[str]:
    """What tells each public value of a finding that others may have too: the service, the name, the value."""
    return frozenset(_key(project, finding, each) for each in _left(finding))


def all_places(project: Project, given: Sequence[Finding], findings: list[Finding]) -> list[Finding]:
    """The findings, without the fixes that would leave the same value in the code elsewhere, and none safer than
    another for the same value. `given`: each of them as its rule found it.
    """
    while True:
        moved = _moved(findings)
        safely = _moved([each for each in findings if each.safety is Safety.SAFE])
        told = [_told(*each) for each in zip(given, findings, strict=True)]
        stays = {_key(project, each, value): each for each in told if not each.sites for value in each.left}
        unsafe = {key for each in told if each.safety is Safety.UNSAFE for key in shared(project, each)}
        kept = []
        for each in told:
            keys = shared(project, each) if each.sites else frozenset()
            other = next((stays[key] for key in sorted(keys & stays.keys())), None)
            place = (other.path, other.span.line) if other else _elsewhere(project, each, moved)
            if place is not None:
                remedy = _LEFT.format(f"{place[0]}:{place[1]}")
                each = replace(each, safety=Safety.NONE, sites=(), settings=(), remedy=remedy, left=_left(each))
            elif each.safety is Safety.SAFE and (
                not unsafe.isdisjoint(keys) or _elsewhere(project, each, safely) is not None
            ):
                each = replace(each, safety=Safety.UNSAFE)
            kept.append(each)
        if kept == findings:
            return findings
        findings = kept


def _moved(findings: Sequence[Finding]) -> set[Place]:
    """The lines at which fixes take something out of the code."""
    return {
        (site.path, line)
        for each in findings
        for site in each.sites for line in range(site.span.line, site.span.end_line + 1)
    }  # fmt: skip


def _told(before: Finding, after: Finding) -> Finding:
    """A finding that has lost its fix says what that would have taken."""
    left = () if after.sites else _left(before)
    return after if left == after.left else replace(after, left=left)


def _key(project: Project, finding: Finding, value: str) -> str:
    return f"{project.service_root(finding.path)}\0{value}"


def _left(finding: Finding) -> tuple[str, ...]:
    """The public values that a finding's fix takes, or would have taken, out of the code."""
    known = {f"{each.asked or each.name}\0{each.value}" for each in finding.settings if _is_public(each)}
    return tuple(sorted(known | {*finding.left}))


def _is_public(setting: Setting) -> bool:
    """Whether it is a value of the service's own that other places may have too, and not what one environment has."""
    return not (setting.secret or setting.listens or setting.fixed or setting.environments) and bool(setting.value)


def _elsewhere(project: Project, finding: Finding, moved: set[Place]) -> Place | None:
    """A place that keeps what a fix takes from the environment; None for none."""
    file = project.files[finding.path]
    if file.kind != "python" or not finding.sites:
        return None
    root = project.service_root(finding.path)
    for site in finding.sites:
        setting = next((each for each in finding.settings if each.key == site.key), None)
        if site.role or site.path != file.path or setting is None or setting.secret or setting.listens:
            continue
        if setting.environments or (node := _node(file, site.span)) is None:
            continue
        asked, value = setting.asked or setting.name, setting.value or _text(node)
        found: list[Place] = []
        # What a file has that cannot be read is not known.
        with contextlib.suppress(Unreadable):
            found += _copies(project, root, *_form(node))
            found += _written(project, root, _form(node)[1] and value)
            found += _uses(project, root, asked, value)
        if place := next((each for each in found if each not in moved), None):
            return place
    return None


def _node(file: SourceFile, span: Span) -> ast.expr | None:
    found = (each for kind in _KINDS for each in file.nodes(kind) if each.lineno == span.line)
    return next((each for each in found if file.span(each) == span), None)


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _form(node: ast.expr) -> tuple[str, str]:
    """The expression as it is compared, and a text that each of its copies has; '' for what may be equal by chance."""
    texts = [each for part in ast.walk(node) if (each := _text(part))]  # type: ignore[arg-type]
    said = max(texts, key=len, default="")
    if isinstance(node, ast.Constant):
        return ast.unparse(node), said if _ADDRESS.match(said) else ""
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    # Of other names each module may have one of its own.
    return ast.unparse(node), said if any("://" in each for each in texts) and names <= _EVERYWHERE else ""


@once
def _copies(project: Project, root: str, written: str, needle: str) -> tuple[Place, ...]:
    """The places of a service's code that have the very address."""
    return tuple(
        (file.path, whole.lineno)
        for file in (_code(project, root, needle) if needle else ())
        for each in file.nodes(ast.Constant) if each.value == needle
        for whole in _around(file, each)
        if ast.unparse(whole) == written and _counts(file, whole)
    )  # fmt: skip


@once
def _written(project: Project, root: str, address: str) -> tuple[Place, ...]:
    """The lines of scripts, schedules and settings of tools that have the very address: `sqlalchemy.url` of Alembic."""
    found = []
    whole = re.compile(rf"(?<![\w.:/@-]){re.escape(address)}(?![\w./-])")
    for path, file in sorted(project.files.items()) if address else ():
        own = project.service_root(path) in (root, "")
        if file.kind not in _TEXTS or not own or project.is_test(path) or use_of(file) is not Use.PRODUCTION:
            continue
        # What the code puts in its place is never read.
        if file.kind == "ini" and any(project.mentioning(b"set_main_option")):
            continue
        lines = file.spelled.decode("utf-8", "replace").splitlines() if address.encode() in file.spelled else []
        found += [
            (path, number)
            for number, line in enumerate(lines, 1)
            if not line.lstrip().startswith(("#", ";")) and whole.search(line) and not _GIVES.search(line)
        ]
    return tuple(found)


def _around(file: SourceFile, node: ast.expr) -> Iterator[ast.expr]:
    """The expressions that a literal is part of, from inside out."""
    for each in (node, *file.ancestors(node)):
        if isinstance(each, ast.stmt):
            return
        if isinstance(each, ast.expr):
            yield each


@once
def _uses(project: Project, root: str, name: str, value: str) -> tuple[Place, ...]:
    """The places of a service that have a server's host, or a database's name, in another form."""
    if not value:
        return ()
    uri = parse_uri(value)
    if database := value if _NAME.search(name) and uri is None else _database(uri):
        name_of = re.compile(rf"(?<![\w.-]){re.escape(database)}(?![\w.-])")
        if found := (
            *_in_commands(project, root, name_of), *(_as_database(project, root, database) if uri is None else ())
        ):  # fmt: skip
            return found
    host = uri.host.partition(":")[0] if uri is not None else value if name.endswith("_HOST") else ""
    service = _service(uri.prefix if uri is not None else name.removesuffix("_HOST"))
    if not host or (uri is not None and name != uri.variable):
        return ()
    return tuple(place for file in _code(project, root, host) for place in _with_host(file, service, host, uri is None))


def _as_database(project: Project, root: str, database: str) -> Iterator[Place]:
    """Where the code calls a database by that name besides: in another setting, at the end of an address."""
    for file in _code(project, root, database):
        for each in file.nodes(ast.Constant):
            text = _text(each)
            if text == database:
                place = place_of(file, each)
                named = place is not None and _NAME.search(upper_snake(place.name)) is not None
            else:
                uri = parse_uri(text) if "://" in text[:40] else None
                named = _database(uri) == database or (text == f"/{database}" and _ends_address(file, each))
            if named and _counts(file, each):
                yield file.path, each.lineno


def _ends_address(file: SourceFile, node: ast.Constant) -> bool:
    """Whether a literal is put behind the beginning of an address: `"mongodb://" + HOST + "/shop"`."""
    return any(
        "://" in _text(part) for whole in _around(file, node) for part in ast.walk(whole) if isinstance(part, ast.expr)
    )


def _database(uri: Uri | None) -> str:
    """The name of the database that a URI leads to; '' where it is none that somebody has called so."""
    name = uri.path.partition("?")[0] if uri is not None and not uri.is_file else ""
    return name if re.fullmatch(r"[A-Za-z]\w+", name) and uri is not None and _service(uri.prefix) in _HOLD else ""


def _service(prefix: str) -> str:
    return "DB" if prefix in _DATABASES else prefix


def _with_host(file: SourceFile, service: str, host: str, in_uris: bool) -> Iterator[Place]:
    for call in file.nodes(ast.Call):
        if (connect := connection(file, call)) is not None and _service(connect.service) == service:
            for suffix, value in parts(call, connect):
                if suffix == "HOST" and _text(value) == host and _counts(file, value):
                    yield file.path, value.lineno
    for each in file.nodes(ast.Constant):
        if _text(each) == host and _is_host_of(file, each, service) and _counts(file, each):
            yield file.path, each.lineno
    for each in file.nodes(ast.Constant) if in_uris else ():
        uri = parse_uri(_text(each)) if "://" in _text(each)[:40] else None
        if uri is None or uri.host.partition(":")[0] != host or _service(uri.prefix) != service:
            continue
        # What is put together may have more of a host's name behind it.
        if (uri.path or not isinstance(file.parents.get(each), ast.JoinedStr | ast.BinOp)) and _counts(file, each):
            yield file.path, each.lineno


def _is_host_of(file: SourceFile, node: ast.Constant, service: str) -> bool:
    """Whether a literal is given to what is called as the service's host (a part of a tuple, a key of a configuration:
    CACHE_REDIS_HOST), or comes by a name to a call that connects to it.
    """
    place = place_of(file, node)
    names = (upper_snake(place.name) if place is not None else "", flows(file.project).get(where(file, node), ""))
    hosts = (each.removesuffix("_HOST") for each in names if each.endswith("_HOST"))
    # REDIS of CACHE_REDIS_HOST.
    return any(_service(each.rpartition("_")[2]) == service for each in hosts)


def _code(project: Project, root: str, needle: str) -> Iterator[SourceFile]:
    for file in readable(project.mentioning(needle.encode())):
        if project.service_root(file.path) == root and not project.is_test(file.path):
            yield file


def _counts(file: SourceFile, node: ast.expr) -> bool:
    """Whether the service has the value here, and no environment can replace it."""
    if isinstance(file.parents.get(node), ast.Expr) or not is_service_code(file, node):
        return False
    for each in file.ancestors(node):
        if isinstance(each, ast.stmt):
            break
        asked = [each] if isinstance(each, ast.Call) else each.values if isinstance(each, ast.BoolOp) else []
        if any(environment_read(file, one) is not None for one in asked):
            return False
    return may_reach_at(file, file.span(node)) and not (is_run_by_hand(file) and processes_are_known(file))


def _in_commands(project: Project, root: str, name: re.Pattern[str]) -> Iterator[Place]:
    """Where a program that reads or fills a database is given its name."""
    for path, file in sorted(project.files.items()):
        own = project.service_root(path) in (root, "")
        if file.kind not in _COMMANDS or not own or project.is_test(path) or use_of(file) is not Use.PRODUCTION:
            continue
        text = file.spelled.decode("utf-8", "replace") if _CLIENT.search(file.spelled) else ""
        for match in _COMMAND.finditer(text):
            given = match["rest"]
            if _MAKES.search(given) or match["before"].lstrip().startswith("#"):
                continue
            if any(not _OF_ANOTHER.search(given[: each.start()]) for each in name.finditer(given)):
                yield path, text.count("\n", 0, match.start("rest")) + 1
