"""Hosts that are the same in every environment: the project's owner says so, or they are another one's, and known."""

from __future__ import annotations

import ast
import re

from codemods.formats.userinfo import divided
from codemods.model.import_graph import importers
from codemods.model.scopes import lookup
from codemods.project.project import Project
from codemods.project.source_file import SourceFile

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"([^:/?#@\s]+)(?::\d+)?")
# A name with a domain that anybody can look up.
_ON_THE_WEB = re.compile(
    r"(?!.*\.(?:internal|local|lan|svc|corp|intranet|home|example|test)$)[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"
)
# What is said of a request names the service itself, which each environment calls otherwise.
_OF_REQUEST = re.compile(r"(?i)request|headers|environ|\bself\b|get_host")


def is_fixed(project: Project, text: str) -> bool:
    """Whether the text names hosts (alone, with ports, in URLs) that are all the same in every environment."""
    if not project.told.fixed_hosts:
        return False
    found = [_HOST.fullmatch(divided(_SCHEME.sub("", each.strip(), 1)).host) for each in text.split(",")]
    return all(each is not None and project.told.is_fixed(each[1]) for each in found)


def is_open_archive(file: SourceFile, call: ast.Call, host: str) -> bool:
    """Whether a call goes to a server of files on the web where its own code logs in as nobody: `ftp.login()`."""
    if not _ON_THE_WEB.fullmatch(host):
        return False
    holder = file.parents.get(call)
    target = (
        holder.targets[0] if isinstance(holder, ast.Assign)
        else holder.optional_vars if isinstance(holder, ast.withitem)
        else None
    )  # fmt: skip
    logins = [
        each for each in file.nodes(ast.Call)
        if isinstance(each.func, ast.Attribute) and each.func.attr == "login"
        and target is not None and ast.unparse(each.func.value) == ast.unparse(target)
        and file.function(each) is file.function(call)
    ]  # fmt: skip
    return bool(logins) and not any(each.args or each.keywords for each in logins)


def is_anothers(file: SourceFile, name: str, host: str) -> bool:
    """Whether a constant is the host of a service that the file has a fixed address of, and is only compared with what
    that says: what others call themselves is no setting of ours.
    """
    domain = ".".join(host.split(".")[-2:])
    if "." not in domain or not re.search(rf"[\"']https?://[\w.-]*\b{re.escape(domain)}\b".encode(), file.spelled):
        return False
    uses = [each for each in file.nodes(ast.Name) if each.id == name and isinstance(each.ctx, ast.Load)]
    taken = any(name.encode() in other.spelled for other, _ in importers(file))
    return {"said"} <= {_use(file, each) for each in uses} <= {"said", "text"} and not taken


def _use(file: SourceFile, use: ast.Name) -> str:
    parent = file.parents[use]
    if isinstance(parent, ast.Tuple | ast.List | ast.Set):
        parent = file.parents[parent]
    if isinstance(parent, ast.Compare):
        others = [each for each in (parent.left, *parent.comparators) if use not in ast.walk(each)]
        return "said" if all(_is_of_what_is_said(file, each) for each in others) else ""
    whole = file.parents[parent]
    if isinstance(parent, ast.FormattedValue) and isinstance(whole, ast.JoinedStr):
        return "" if "://" in ast.unparse(whole) else "text"
    return ""


def _is_of_what_is_said(file: SourceFile, node: ast.expr) -> bool:
    """Whether a value is computed here, from anything but a request of the service's own."""
    if isinstance(node, ast.Name):
        bindings = lookup(file, node, node.id)
        values = [each.value for each in bindings]
        return bool(values) and all(
            isinstance(each, ast.expr) and not isinstance(each, ast.Name) and _is_of_what_is_said(file, each)
            for each in values
        )
    return isinstance(node, ast.Call | ast.Attribute | ast.Subscript) and not _OF_REQUEST.search(ast.unparse(node))
