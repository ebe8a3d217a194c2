"""OP403: a download, a model or data that is loaded, or an HTTP request, while the service starts.

Nobody is served until it is done, at each start of each worker of each replica: the deploy runs into its timeout, a
replica that died is missing for minutes, and while the other side is away nothing starts at all.

Before::

    model = load_model("model.h5")


    @app.post("/predict")
    def predict():
        return {"scores": model.predict(request.json["image"]).tolist()}

After::

    @once.per_process
    def model():
        return load_model("model.h5")


    @app.post("/predict")
    def predict():
        return {"scores": model().predict(request.json["image"]).tolist()}

The fix writes `once.py` into the service: threads that ask at once make the value once. A download that now stands in a
request must not wait for ever: boto3's client that makes it gets time-outs.

By hand: fetch what belongs to the version when the image is built, and load it at the first use. Then let the first
request not pay for it: call the getter from what answers the readiness probe, or beside the start in a thread.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.deployment.extension_point import ships
from codemods.domains.runtime.slow_calls import heavy
from codemods.domains.runtime.startup import at_start, blank_before, step_of, witness
from codemods.libraries.slow_calls import DUMPS, LEARNS, NEEDLES, PICKLE
from codemods.model.call_graph import body, code_at
from codemods.model.functions import FUNCTIONS
from codemods.model.names import called
from codemods.model.parsable import readable, takes
from codemods.model.scopes import tables
from codemods.model.strings import keyword
from codemods.plans.lazy_value import Getter, getter
from codemods.plans.wait_removal import waits_for
from codemods.project.module_home import home
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Function:
    """The function that makes the value."""

    source: str


rule = Rule[_Function]("OP403", "load-at-start", needles=NEEDLES, safety=Safety.UNSAFE)

_STATEMENTS = ("SimpleStatementLine", "With", "If", "For", "Try", "While", "FunctionDef", "ClassDef")
_SETTINGS = re.compile(r"config|settings|secret|credential|\.env\b|\.ini\b", re.IGNORECASE)
_TIME_OUTS = 'connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 2}'


@rule.find(ast.Call)
def loads(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Function]]:
    """The calls that take long and that the service's start comes to; of requests the first one of each function."""
    what = heavy(file, node)
    if not what or not at_start(file, node) or waits_for(file, node) or _follows_another(file, node, what):
        return
    if (what == "downloads a file" and _is_configuration(node)) or _is_state(file, node):
        return
    found = getter(file, node)
    if found is not None and not _takes(found.file):
        found = None
    message = f"each start of the service {what} ({witness(file, node)})"
    if found is None or found.name != found.name.lower() or _is_handed_on(found):
        remedy = "do it when the image is built, or at the first use"
        yield file.finding(rule, node, message, remedy, safety=Safety.NONE)
        return
    waits = (
        " and give its request a timeout" if what == "makes an HTTP request" and not keyword(node, "timeout") else ""
    )
    yield file.finding(
        rule, node, message,
        f"make {found.name} at its first use{' and give its request a timeout' if waits else ''}, "
        "or when the image is built",
        sites=_sites(found), data=_data(found), group=f"{found.file.path}:{found.statements[0].lineno}",
    )  # fmt: skip


def _is_handed_on(found: Getter) -> bool:
    """Whether a file takes the name without a use of its own, to hand it on: it would hand on a function."""
    using = {found.file.path, *(file.path for file, _ in found.uses)}
    others = found.file.project.mentioning(found.name.encode())
    return any(takes(each, found.file, found.name) for each in readable(others) if each.path not in using)


def _is_configuration(node: ast.Call) -> bool:
    """Whether settings are fetched, by what the call names: a process can't start without its own."""
    given = [*node.args, *(each.value for each in node.keywords)]
    return any(_SETTINGS.search(_said(each)) for each in given)


def _is_state(file: SourceFile, node: ast.Call) -> bool:
    """Whether the class that reads writes such files as well: they are what it has kept, and no model.

    So are the pickles of a module that dumps them, unless it also trains or asks what it loads.
    """
    owner = file.enclosing_class(node)
    if owner is not None and any(
        isinstance(each, ast.Call) and DUMPS.search(called(file, each)) for each in ast.walk(owner)
    ):
        return True
    if not PICKLE.match(called(file, node)) or any(each.attr in LEARNS for each in file.nodes(ast.Attribute)):
        return False
    names = [called(file, each) for each in file.nodes(ast.Call)]
    return any(PICKLE.match(each) and DUMPS.search(each) for each in names)


def _said(node: ast.AST) -> str:
    """The names and texts of an expression; of `config.BUCKET` the last one."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.Constant(value=str(name)):
            return name
    return " ".join(map(_said, ast.iter_child_nodes(node)))


def _follows_another(file: SourceFile, node: ast.Call, what: str) -> bool:
    """Whether the same function made a request before: one finding says it all."""
    code = code_at(file, node)
    return isinstance(code.node, FUNCTIONS) and any(
        (each.lineno, each.col_offset) < (node.lineno, node.col_offset) and heavy(file, each) == what
        for each in body(code) if isinstance(each, ast.Call)
    )  # fmt: skip


def _takes(file: SourceFile) -> bool:
    """Whether once.py can lie beside the file, in every image of the service."""
    path = home([file], "once.py")
    there = file.project.files.get(path or "")
    return (
        path is not None
        and (there is None or b"def per_process(" in there.data)
        and ships(file.project, file.project.service_root(file.path), path)
    )


def _client(found: Getter) -> ast.Call | None:
    """The call that makes boto3's client for the download, where it says nothing of time-outs."""
    file = found.file
    users = {
        each.func.value.id for statement in found.statements for each in ast.walk(statement)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and isinstance(each.func.value, ast.Name)
    }  # fmt: skip
    for name in sorted(users):
        made = [each.value for each in tables(file)[file.tree].names.get(name, ())]
        if len(made) == 1 and isinstance(made[0], ast.Call) and called(file, made[0]) == "boto3.client":
            said = {each.arg for each in made[0].keywords}
            return made[0] if said.isdisjoint(("config", None)) else None
    return None


def _sites(found: Getter) -> tuple[Site, ...]:
    file = found.file
    first, *others = found.statements
    sites = [file.site(first, "getter"), *(file.site(each, "remove") for each in others)]
    if found.following is not None and blank_before(file, found.following) < 2:
        sites.append(file.site(found.following, "spaced"))
    client = _client(found)
    if client is not None:
        sites.append(file.site(client, "client"))
    return (*sites, *(other.site(each, "use") for other, each in found.uses))


def _data(found: Getter) -> _Function:
    file = found.file
    inner = found.product.body[0] if isinstance(found.product, ast.With) else found.product
    annotation = f" -> {file.source(inner.annotation)}" if isinstance(inner, ast.AnnAssign) else ""
    step = step_of(file)
    body = "".join(f"{step}{line}\n" for line in _body(found, inner) if line.strip())
    return _Function(f"def {found.name}(){annotation}:\n{body}")


def _body(found: Getter, inner: ast.stmt) -> list[str]:
    """The statements' lines with a return in the place of the assignment, or at the end."""
    file, first, last = found.file, found.statements[0].lineno, found.statements[-1]
    lines = file.lines[first - 1 : last.end_lineno]
    ends = last is found.product
    local = "loaded" if "loaded" not in tables(file)[file.tree].names else "result"
    later = [each for each in _own_names(found) if each.lineno > inner.lineno]
    for name in sorted(later, key=lambda each: each.col_offset, reverse=True):
        row, column = name.lineno - first, file.column(name.lineno, name.col_offset) - 1
        lines[row] = lines[row][:column] + local + lines[row][column + len(found.name) :]
    row, column = inner.lineno - first, file.column(inner.lineno, inner.col_offset) - 1
    rest = re.sub(r"^[^=]*=\s*", "", lines[row][column:])
    lines[row] = lines[row][:column] + ("return " if ends else f"{local} = ") + rest
    return lines if ends else [*lines, f"return {local}"]


def _own_names(found: Getter) -> list[ast.Name]:
    return [
        node for each in found.statements for node in ast.walk(each)
        if isinstance(node, ast.Name) and node.id == found.name
    ]  # fmt: skip


@rule.rewrite(*_STATEMENTS, role="getter")
def to_getter(node: cst.CSTNode, finding: Finding[_Function], edit: Edit) -> object:
    """The function that makes the value once."""
    from codemods.rewriting.cst.functions import function_for
    from codemods.rewriting.source.emitted import emitted

    return function_for(node, f"@{emitted(edit, 'once.py')}.per_process\n{finding.data.source}", edit, 2)


@rule.rewrite("Call", role="client")
def with_time_outs(node: cst.Call, finding: Finding[_Function], edit: Edit) -> cst.Call:
    """The client, which gives up."""
    from codemods.rewriting.cst.added import with_argument

    config = edit.imported.get("botocore.client.Config") or edit.from_name("botocore.config", "Config")
    options = _TIME_OUTS.replace('"', edit.quote)
    return with_argument(node, "config", edit.expression(f"{config}({options})"))


@rule.rewrite("Name", "Attribute", role="use")
def to_call(node: cst.BaseExpression, finding: Finding[_Function], edit: Edit) -> cst.BaseExpression:
    """The value where it is used."""
    import libcst as cst

    return cst.Call(node)


@rule.rewrite(*_STATEMENTS, role="spaced")
def apart(node: cst.CSTNode, finding: Finding[_Function], edit: Edit) -> object:
    """What stands behind the getter, with blank lines between."""
    from codemods.rewriting.cst.functions import spaced

    return spaced(node, 2)
