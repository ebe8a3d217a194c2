"""OP113: a secret that every process invents for itself.

Each worker and each replica signs its sessions with another key, so a customer who reaches the next one is logged out,
and so is everybody after each deploy.

Before::

    app.secret_key = os.urandom(24)
    SECRET_KEY = os.environ.get("SECRET_KEY") or os.urandom(24)

After::

    app.secret_key = os.environ["SECRET_KEY"]
    SECRET_KEY = os.environ["SECRET_KEY"]

By hand: make the secret once, give it to all replicas through the environment, and do not start without it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.analysis.log_files import in_test
from codemods.analysis.names import called
from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety
from codemods.rule import Rule

rule = Rule("OP113", "random-secret", needles=("urandom", "secrets", "uuid"), safety=Safety.NONE)

_RANDOM = re.compile(r"^(os\.urandom|secrets\.token_(hex|bytes|urlsafe)|uuid\.uuid[14]|random\.\w+)$")
_NAME = re.compile(r"(?i)^((jwt_|session_|wtf_csrf_|csrf_|flask_|app_)?secret(_key)?|.*_salt|jwt_secret\w*)$")


@rule.find(ast.Assign)
def random_secrets(node: ast.Assign, file: SourceFile) -> Iterator[Finding]:
    """Settings for a secret whose value, or whose default, is random."""
    name = next((found for each in node.targets if (found := _name(each)) and _NAME.match(found)), "")
    if not name or in_test(file, node) or (file.function(node) is not None and not _is_setting(node.targets[0])):
        return
    if any(isinstance(each, ast.Call) and _RANDOM.match(called(file, each)) for each in ast.walk(node.value)):
        yield file.finding(
            rule, node, f"{name} is another one in every process: sessions end at the next replica or restart",
            "read it from the environment, and give all replicas the same one",
        )  # fmt: skip


def _name(target: ast.expr) -> str:
    match target:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
    return ""


def _is_setting(target: ast.expr) -> bool:
    """Whether the target is the application's: `app.secret_key`, `app.config["SECRET_KEY"]`."""
    match target:
        case ast.Attribute(attr="secret_key") | ast.Subscript(value=ast.Attribute(attr="config")):
            return True
    return False
