"""What may change the database, hide it, or miss what was just written, in one place that a view reaches."""

from __future__ import annotations

import ast

from codemods.domains.database.sql import FUNCTIONS, only_reads
from codemods.domains.database.task_results import asks_for_task, is_task_record
from codemods.libraries.frameworks.web import GIVES_ANYTHING, REQUESTS
from codemods.libraries.sqlalchemy import MAPPED, READS, RUNS, WRITES
from codemods.libraries.standard import CONTAINERS, MUTATES
from codemods.model.call_graph import Code, callees, code_at
from codemods.model.names import called, qualified
from codemods.model.scopes import lookup, tables
from codemods.model.strings import argument, literal, text
from codemods.model.templates import linked_words, template_words
from codemods.model.types import Thing, ancestry, evaluate
from codemods.project.source_file import SourceFile

_UNKNOWABLE = ("setattr", "delattr", "exec", "eval", "__import__", "vars", "globals", "locals")
_LITERALS = (ast.Dict, ast.List, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)


def objection(here: Code, node: ast.AST, sessions: frozenset[str], view: Code) -> str:
    """What is wrong with one node in what a view reaches, '' for nothing."""
    file = here.file
    match node:
        case ast.Name(id=name, ctx=ast.Load()) if name in sessions:
            return _session_use(file, node)
        case ast.Name() | ast.Attribute() if isinstance(node.ctx, ast.Load) and is_task_record(file, node):
            return f"reads {ast.unparse(node)}, which a task writes"
        case ast.Attribute(attr=attr, ctx=ast.Store() | ast.Del()):
            own = isinstance(node.value, ast.Name) and node.value.id == "self" and not _mapped_self(file, node)
            return "" if own or _of_the_request(file, node.value) else f"sets .{attr}"
        case ast.Subscript(ctx=ast.Store() | ast.Del(), value=ast.Attribute(attr=attr)):
            return "" if attr in ("headers", "config") or _of_the_request(file, node.value) else f"changes .{attr}"
        case ast.Subscript(ctx=ast.Store() | ast.Del(), value=ast.Name(id=name)):
            parts = [each.value for each in lookup(file, node, name) if isinstance(each.value, ast.Attribute)]
            return f"changes {name}" if any(not _of_the_request(file, each) for each in parts) else ""
        case ast.keyword(arg="with_for_update" | "for_update"):
            return "locks rows"
        case ast.Call():
            return _call(here, node, view)
        case ast.AsyncWith() | ast.AsyncFor() | ast.Await():
            return "is asynchronous"
        case ast.Attribute(attr=attr, value=value) if qualified(file, value).startswith("sqlalchemy"):
            is_function = qualified(file, value).endswith((".func", "sql.functions"))
            return f"calls SQL's {attr}" if is_function and attr.lower() not in FUNCTIONS else ""
    return ""


def _session_use(file: SourceFile, node: ast.Name) -> str:
    """A session may be asked to read, be handed to functions of the project, and be closed."""
    parent = file.parents[node]
    if isinstance(parent, ast.Attribute):
        if parent.attr in READS and is_called(file, parent):
            return ""
        return f"uses its session's {parent.attr}"
    if isinstance(parent, ast.keyword):
        parent = file.parents[parent]
    if isinstance(parent, ast.Call) and node is not parent.func:
        return "" if _followed(file, parent) else f"hands its session to {ast.unparse(parent.func)}"
    return "" if isinstance(parent, ast.withitem) else "hands its session on"


def _followed(file: SourceFile, call: ast.Call) -> list[Code]:
    """The functions of the project that a call runs."""
    return [each.callee for each in callees(code_at(file, call)) if each.node is call and each.kind == "call"]


def _call(here: Code, node: ast.Call, view: Code) -> str:
    file, function = here.file, node.func
    if asks_for_task(file, node):
        return f"asks for a task by {ast.unparse(function)}"
    if any(each.kind == "class" and is_mapped(each) for each in evaluate(file, function)):
        return f"makes a {ast.unparse(function)}"
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    followed = _followed(file, node)
    if name in WRITES and not (followed and isinstance(function, ast.Name)) and not _harmless(file, function):
        return f"calls {name}"
    if (
        name in MUTATES
        and isinstance(getattr(function, "value", None), ast.Attribute)
        and not _harmless(file, function)
    ):
        return f"changes a collection, by {name}"
    if name in RUNS and node.args and not only_reads(file, node.args[0]):
        return f"executes what is not known to be a SELECT, by {name}"
    if name == "render_template_string":
        source = text(file, argument(node, 0, "source")).exact
        return "" if source is not None and linked_words(file, source) is not None else "renders an unknown template"
    if name == "render_template":
        path = literal(argument(node, 0, "template_name_or_list"))
        known = path is not None and ".." not in path and template_words(file, path) is not None
        return "" if known else "renders an unknown template"
    if isinstance(function, ast.Attribute) or followed:
        return ""
    if isinstance(function, ast.Name):
        return _named_call(here, function, view)
    return "calls what can't be known"


def _named_call(here: Code, function: ast.Name, view: Code) -> str:
    """A call by a name that is no function of the project's: a builtin, an import, a class, or what was decorated."""
    bindings = lookup(here.file, function, function.id)
    if not bindings:
        return f"calls {function.id}" if function.id in _UNKNOWABLE else ""
    if all(each.kind in ("import", "from", "def", "class") for each in bindings):
        return ""
    known = qualified(here.file, function)
    made = known.startswith("sqlalchemy.orm.") or not GIVES_ANYTHING.match(known)
    if known and made and all(each.kind == "value" for each in bindings):
        return ""
    # In what a decorator put around the view, the decorator's own parameter is the view.
    wraps = any(each.kind == "wrapper" and each.callee == here for each in callees(view))
    if wraps and all(each.kind == "param" for each in bindings) and function.id not in own_parameters(here):
        return ""
    return f"calls {function.id}, which can't be known"


def own_parameters(here: Code) -> set[str]:
    return {each.arg for each in ast.walk(here.node.args) if isinstance(each, ast.arg)}  # type: ignore[attr-defined]


def _of_the_request(file: SourceFile, node: ast.expr) -> bool:
    """Whether an object is Flask's and this request's: g, session, a response, but nothing that was put into them."""
    return REQUESTS.fullmatch(qualified(file, node)) is not None


def _harmless(file: SourceFile, function: ast.expr) -> bool:
    """Whether a method of that name is one of a set, a dictionary, or something of the request."""
    if not isinstance(function, ast.Attribute):
        return False
    value = function.value
    if _of_the_request(file, value) or isinstance(value, _LITERALS):
        return True
    if not isinstance(value, ast.Name):
        return False
    bindings = lookup(file, value, value.id)
    return bool(bindings) and all(_is_container(file, each.value) for each in bindings)


def _is_container(file: SourceFile, value: ast.expr | None) -> bool:
    made = isinstance(value, ast.Call) and called(file, value) in CONTAINERS
    return made or isinstance(value, _LITERALS)


def is_mapped(thing: Thing) -> bool:
    """Whether a class of the project is mapped to a table."""
    if not isinstance(thing.node, ast.ClassDef):
        return False
    for home, each in ancestry(thing.file, thing.node):
        if {"__tablename__", "__table__", "__mapper_args__"} & set(tables(home)[each].names):
            return True
        if any(MAPPED.search(qualified(home, base)) for base in each.bases):
            return True
    return False


def _mapped_self(file: SourceFile, node: ast.AST) -> bool:
    owner = file.enclosing_class(node)
    return owner is None or is_mapped(Thing("class", file, owner))


def is_called(file: SourceFile, node: ast.expr) -> bool:
    parent = file.parents.get(node)
    return isinstance(parent, ast.Call) and parent.func is node
