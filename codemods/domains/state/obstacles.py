"""What stands in the way of moving a store's operations to storage.py."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Sequence

from codemods.domains.dependencies.admitted_versions import older
from codemods.domains.runtime.phases import Phase, phases
from codemods.domains.state.folder_names import mention
from codemods.domains.state.operations import Operation, flow
from codemods.domains.state.path_names import Carrier, repeated_use, stray_use
from codemods.domains.state.roots import below_root
from codemods.libraries.files import DESCRIPTOR, LOCKS, MAKES_FOLDER
from codemods.libraries.frameworks.web import SERVED_FOLDERS
from codemods.project.project import Project

_OUTSIDE = "is written from the root of the disk, and not from the working directory"
_STATIC = re.compile(r"(^|/)(static|templates|assets|public)(/|$)")
_SECRET = re.compile(r"(?i)secret|credential|password|token|\.pem$|\.key$")
# Settings that an extension reads by itself, by the extension: AVATARS_SAVE_PATH is Flask-Avatars's.
_UPLOADS = re.compile(r"UPLOAD(S|ED)_")
# What a test replaces: `patch("builtins.open")`, `monkeypatch.setattr(os, "remove", …)`.
_REPLACED = r"(patch|setattr|mock_open)\b[^\n]*\b%s\b"
_IGNORED = re.compile(r"(?i)#\s*operable:\s*ignore(?!\[)|#\s*operable:\s*ignore\[[^\]]*\b(OP101|OP1|1)\b")
_BY_NAME = rb"(?mi)^\s*(COPY|ADD)\s[^\n]*\b%s\b|\bpy[_-]modules\b"


def obstacle(name: str, group: Sequence[Operation], held: Sequence[Carrier], blind: Sequence[Operation]) -> str:
    """Why the operations can't be moved, '' where they can.

    `blind`: the operations of the service on paths of which nothing is known, which may be files of this store.
    """
    for each in group:
        if reason := _alone(each):
            return reason
    for carrier in held:
        if extension := _reader(carrier):
            return f"{extension} reads the setting {carrier.name} itself"
    if stray := stray_use(held, group) or repeated_use(group):
        return f"{stray[0].path}:{stray[1].lineno} uses the path for something else"  # type: ignore[attr-defined]
    project = group[0].file.project
    root = project.service_root(group[0].file.path)
    if not any(project.service_root(each.path) == root for each in project.mentioning(b"import", b"flask")):
        return "storage.py is made for Flask"
    for each in group:
        where = f"{each.file.path}:{each.call.lineno}"
        if each.function == "exists" and _is_folder(each, group) and not _guards_making(each):
            return f"{where} asks for a folder, and a bucket has none"
        if each.function == "delete" and _misses(each):
            return f"{where} hears that a file is missing, which a bucket does not say"
    if not _are_of_users(group):
        return "nothing shows that they are what users leave or get"
    for each in blind:
        return f"{each.file.path}:{each.call.lineno} works on a path of which nothing is known: it may be one of these"
    if any(each.function.startswith("send_") for each in group) and older(project, group[0].file.path, "flask", (2,)):
        return "its Flask is older than 2"
    if where := mention(name, group, held):
        return f"{where} names the folder too"
    return _named_elsewhere(group)


def _are_of_users(group: Sequence[Operation]) -> bool:
    """Whether a request writes, or gets, the files: what a worker makes for itself is better made anew."""
    return any(
        each.function in ("save", "send_file", "send_from_directory")
        or (each.does == "write" and Phase.SERVE in phases(each.file, each.call))
        for each in group
    )


def _named_elsewhere(group: Sequence[Operation]) -> str:
    """What a new module or other calls would break: tests that replace these calls, installs that name each file."""
    project = group[0].file.project
    names = "|".join(sorted({each.function for each in group} | {_last(each.call) for each in group}))
    replaced = re.compile((_REPLACED % f"({names})").encode())
    for file in sorted(project.python(), key=lambda each: each.path):
        if project.is_test(file.path) and replaced.search(file.spelled):
            match = replaced.search(file.data)
            line = file.data.count(b"\n", 0, match.start()) + 1 if match else 1
            return f"{file.path}:{line} replaces what the code calls"
    modules = "|".join(sorted({re.escape(each.file.path.rpartition("/")[2]) for each in group}))
    named = re.compile(_BY_NAME % f"({modules})".encode())
    for path, file in sorted(project.files.items()):
        installs = file.kind in ("dockerfile", "toml") or path.endswith(("setup.py", "setup.cfg"))
        beside = f"{posixpath.dirname(path)}/".lstrip("/")
        around = any(each.file.path.startswith(beside) for each in group)
        if installs and around and named.search(file.spelled):
            return f"{path} names each file of the service, and storage.py has to be one of them"
    return ""


def _alone(operation: Operation) -> str:
    """What in one operation can't be moved."""
    where = f"{operation.file.path}:{operation.call.lineno}"
    key = operation.key
    if not key.begin:
        return f"nothing is known of the path in {where}"
    if not operation.function:
        return f"{where} calls {ast.unparse(operation.call.func)} in a way for which storage.py has nothing"
    if key.absolute:
        return f"{key.begin} {_OUTSIDE}"
    if key.begin.startswith("../"):
        return f"{key.begin} may lie outside of the working directory"
    if _SECRET.search(key.begin):
        return f"{key.begin} looks like a secret, which belongs in the environment"
    if _STATIC.search(key.begin):
        return f"browsers fetch {key.begin} from the service's static folder"
    if LOCKS.search(operation.file.spelled):
        return f"{operation.file.path} locks files, which a bucket can't"
    if _IGNORED.search(operation.file.lines[operation.call.lineno - 1]):
        return f"{where} is to be ignored"
    if reason := _used_as_descriptor(operation):
        return f"{where} opens a file whose {reason} is used"
    parts = flow(operation.file, operation.path)
    if any(isinstance(each, ast.Attribute) and each.attr in SERVED_FOLDERS for each in parts):
        return f"the path in {where} lies in a folder that the service shows as it is"
    if not below_root(operation.file, operation.path):
        return f"nothing says that {key.begin} lies below the working directory"
    return ""


def _is_folder(asked: Operation, group: Sequence[Operation]) -> bool:
    begin = asked.key.begin.rstrip("/") + "/"
    return asked.key.whole and any(
        each.key.begin.startswith(begin) or (each.does in ("list", "serve", "make") and f"{each.key.begin}/" == begin)
        for each in group
    )


def _guards_making(operation: Operation) -> bool:
    """Whether the question only saves making the folder again: `if not os.path.exists(folder): os.makedirs(folder)`."""
    refusal = operation.file.parents.get(operation.call)
    branch = operation.file.parents.get(refusal) if isinstance(refusal, ast.UnaryOp) else None
    return isinstance(branch, ast.If) and not branch.orelse and all(
        isinstance(each, ast.Expr) and isinstance(each.value, ast.Call) and _last(each.value) in MAKES_FOLDER
        for each in branch.body
    )  # fmt: skip


def _misses(operation: Operation) -> bool:
    """Whether the code answers otherwise where there is nothing to delete."""
    child: ast.AST = operation.call
    for each in operation.file.ancestors(operation.call):
        if isinstance(each, ast.Try) and child in each.body:
            return any(isinstance(node, ast.Return | ast.Raise | ast.Call) for handler in each.handlers
                       for node in ast.walk(ast.Module(handler.body, [])))  # fmt: skip
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            return False
        child = each
    return False


def _used_as_descriptor(operation: Operation) -> str:
    """What of an open file only a local one has, '' where the code asks for nothing of the kind."""
    if operation.function != "open":
        return ""
    parent = operation.file.parents.get(operation.call)
    target = parent.optional_vars if isinstance(parent, ast.withitem) else None
    if isinstance(parent, ast.Assign):
        target = parent.targets[0]
    if not isinstance(target, ast.Name):
        return ""
    function = operation.file.function(operation.call) or operation.file.tree
    for each in ast.walk(function):
        match each:
            case ast.Attribute(value=ast.Name(id=name), attr=attr) if name == target.id and attr in DESCRIPTOR:
                return attr
            case ast.keyword(arg="stdout" | "stderr" | "stdin", value=ast.Name(id=name)) if name == target.id:
                return "descriptor"
    return ""


def _reader(carrier: Carrier) -> str:
    """The Flask extension that reads a setting of that name by itself, if the project imports it."""
    first = carrier.name.partition("_")[0].lower()
    if not carrier.name.isupper() or not first:
        return ""
    names = ("flask_uploads",) if _UPLOADS.match(carrier.name) else (f"flask_{first}",)
    project: Project = carrier.file.project
    for each in names:
        word = re.compile(rf"\b{each}\b".encode())
        if any(word.search(file.spelled) for file in project.mentioning(each.encode())):
            return each
    return ""


def _last(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "open")
