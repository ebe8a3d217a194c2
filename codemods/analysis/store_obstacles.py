"""What stands in the way of moving a store's operations to storage.py, and what makes the move doubtful."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from codemods.analysis.project import Project
from codemods.analysis.store_operations import Operation, flow
from codemods.analysis.store_uses import Carrier, repeated_use, stray_use

_OUTSIDE = "is outside of the working directory"
_STATIC = re.compile(r"(^|/)(static|templates|assets|public)(/|$)")
_SECRET = re.compile(r"(?i)secret|credential|password|token|\.pem$|\.key$")
_SERVED_FOLDERS = ("static_folder", "template_folder")
# Settings that an extension reads by itself, by the extension: AVATARS_SAVE_PATH is Flask-Avatars's.
_UPLOADS = re.compile(r"UPLOAD(S|ED)_")
# What a test replaces: `patch("builtins.open")`, `monkeypatch.setattr(os, "remove", …)`.
_REPLACED = r"(patch|setattr|mock_open)\b[^\n]*\b%s\b"
_BY_NAME = rb"(?mi)^\s*(COPY|ADD)\s[^\n]*\b%s\b|\bpy[_-]modules\b"


def obstacle(group: Sequence[Operation], held: Sequence[Carrier]) -> str:
    """Why the operations can't be moved, '' where they can."""
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
    return ""


def doubt(group: Sequence[Operation]) -> str:
    """Why a person should look at the move although all of it is certain, '' where nothing does."""
    project = group[0].file.project
    names = "|".join(sorted({each.function for each in group} | {_last(each.call) for each in group}))
    replaced = re.compile((_REPLACED % f"({names})").encode())
    for file in project.python():
        if project.is_test(file.path) and (match := replaced.search(file.data)):
            line = file.data.count(b"\n", 0, match.start()) + 1
            return f"{file.path}:{line} replaces what the code calls"
    modules = "|".join(sorted({re.escape(each.file.path.rpartition("/")[2]) for each in group}))
    named = re.compile(_BY_NAME % f"({modules})".encode())
    for path, file in project.files.items():
        installs = file.kind in ("dockerfile", "toml") or path.endswith(("setup.py", "setup.cfg"))
        if installs and named.search(file.data):
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
    parts = flow(operation.file, operation.path)
    if any(isinstance(each, ast.Attribute) and each.attr in _SERVED_FOLDERS for each in parts):
        return f"the path in {where} lies in a folder that the service shows as it is"
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
        if any(word.search(file.data) for file in project.mentioning(each.encode())):
            return each
    return ""


def _last(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "open")
