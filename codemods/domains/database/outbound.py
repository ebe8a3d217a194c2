"""Calls that leave the process and cannot be taken back: HTTP, mail, queues, other programs, the services of others."""

from __future__ import annotations

import ast
import re
import sys

from codemods.libraries.clients import CARRIED, DJANGO, EXTENSIONS, LOCAL, REMOTE, STANDARD, STAYS
from codemods.model.call_graph import edges_at, reaches
from codemods.model.names import called, last_name
from codemods.project.source_file import SourceFile

# What a method of an unknown object does, by the words of its name, and who talks to others, by the words of theirs.
_DOES = re.compile(
    r"charge|pay|refund|capture|payout|transfer|withdraw|deposit|send|resend|post|notify|mail|email|sms|push|publish|upload"
    r"|download|fetch|invoke|webhook|transmit|broadcast|dispatch|deploy|provision|call|urlopen|request"
)
# What only looks, among what leaves the process.
_LOOKS = re.compile(
    r"get|head|options|fetch|download|read|load|search|find|list|query|lookup|verify|check|validate|parse|decode|json"
    r"|exchange|retrieve|describe|token|userinfo"
)
_TALKS = re.compile(
    r"client|api|gateway|network|mailer|mail|smtp|sns|sqs|ses|s3|bucket|broker|producer|publisher|channel|webhook|stripe"
    r"|paypal|twilio|slack|bot|https?|requests|remote|rpc|stub"
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|s3")


def leaves(file: SourceFile, node: ast.AST) -> bool:
    """Whether a call goes, or may go, out of the process, itself or in what of the project it calls."""
    if not isinstance(node, ast.Call):
        return False
    if _is_outbound(file, node):
        return True
    return any(reaches(edge.callee, _is_outbound) is not None for edge in edges_at(file, node))


def acts(file: SourceFile, node: ast.AST) -> bool:
    """Whether a call does, or may do, something outside of the process, and does not only look."""
    return isinstance(node, ast.Call) and (
        _acts_itself(file, node) or any(reaches(edge.callee, _acts_itself) is not None for edge in edges_at(file, node))
    )


def _acts_itself(file: SourceFile, node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or _has_word(last_name(node.func), _LOOKS):
        return False
    return _is_outbound(file, node) and _has_word(ast.unparse(node.func), _DOES)


def _is_outbound(file: SourceFile, node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = called(file, node)
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names or top in ("builtins", "urllib2", "httplib"):
        return STANDARD.match(name) is not None and not STAYS.match(name)
    if not CARRIED.match(name) and (LOCAL.match(name) or name.startswith("flask_")):
        return EXTENSIONS.match(name) is not None or DJANGO.match(name) is not None
    if REMOTE.match(name):
        return True
    if top and not CARRIED.match(name) and not _is_own(file, top) and not _is_of_a_class(name):
        return True
    return not edges_at(file, node) and _sounds_outbound(node.func)


def _is_own(file: SourceFile, top: str) -> bool:
    return any(path.split("/")[0].removesuffix(".py") == top for path in file.project.files)


def _is_of_a_class(name: str) -> bool:
    """Whether a class is made, asked or a session used: a model's, as far as one can know."""
    return any(each[:1].isupper() or each in ("session", "query") for each in name.split(".")[1:])


def _sounds_outbound(function: ast.expr) -> bool:
    """Of what nobody knows, the names alone speak."""
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name) if name[:1].isupper():
            return False
        case ast.Name(id=name):
            return _has_word(name, _DOES)
        case ast.Attribute(attr=name, value=value):
            return _has_word(name, _DOES) or _has_word(ast.unparse(value), _TALKS)
    return False


def _has_word(name: str, words: re.Pattern[str]) -> bool:
    return any(words.fullmatch(each.lower()) for each in _WORD.findall(name))
