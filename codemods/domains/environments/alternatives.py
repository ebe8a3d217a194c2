"""Values that code keeps per environment, as one setting: its kind, its default, each environment's own value."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from codemods.domains.environments.names import is_development, is_testing
from codemods.domains.environments.worlds import Reading
from codemods.domains.secrets.names_and_values import is_secret_name, known_format
from codemods.formats.userinfo import userinfos
from codemods.libraries import drivers
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Setting

# A file that is chosen by the environment's name: `load_dotenv(f".env.{STAGE}")`.
_LOADS_ONE = re.compile(
    rb"load_dotenv\(\s*(?:dotenv_path\s*=\s*)?(?:[fF][\"'][^\"'\n]*\{|[\"'][^\"'\n]*[\"']\s*(?:[+%]|\.format))"
)
_KINDS: dict[type, str] = {str: "text", bool: "flag", int: "int", float: "float"}
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")
# What these words name depends on what stands around them, and USER and HOST are set in many a shell.
_VAGUE = frozenset(("HOST", "PORT", "USER", "USERNAME", "PASSWORD", "NAME", "DATABASE", "DB", "URL", "URI", "SERVER"))
_DEBUG = frozenset(("DEBUG", "DEBUGGER", "TESTING", "RELOAD", "RELOADER"))
_DATABASE = re.compile("|".join((*drivers.NAMING_WORDS, r"\bdb\b")).encode())


@dataclass(frozen=True, slots=True)
class Alternatives:
    """One value per environment, all of one kind (text, int, float, flag), as the environment would hold them."""

    kind: str
    default: str | None
    environments: Mapping[str, str]

    def setting(self, name: str) -> Setting:
        """The setting that takes their place."""
        everything = [*self.environments.values(), *([self.default] if self.default else [])]
        secret = self.kind == "text" and (
            is_secret_name(name) or any(any(userinfos(each)) or known_format(each) for each in everything)
        )
        return Setting(name, value=self.default, secret=secret, environments=dict(self.environments))


def alternatives(values: Mapping[str, ast.expr], default: ast.expr | None) -> Alternatives | None:
    """The setting behind literals by environment's name, None where they are no literals of one kind."""
    known = {name: _constant(each) for name, each in values.items()}
    first = _constant(default) if default is not None else None
    kinds = {_KINDS.get(type(each), "") for each in known.values()}
    if default is not None:
        kinds.add(_KINDS.get(type(first), ""))
    if kinds == {"int", "float"}:
        kinds = {"float"}
    if len(kinds) != 1 or "" in kinds:
        return None
    held = {name: _held(each) for name, each in known.items() if default is None or _held(each) != _held(first)}
    return Alternatives(kinds.pop(), _held(first) if default is not None else None, held)


def reading(setting: Setting, choice: Alternatives) -> Reading:
    """The read that is written for a setting."""
    return Reading(setting.name, choice.kind, None if setting.secret else choice.default)


def exposes(name: str, choice: Alternatives) -> bool:
    """Whether the setting would turn a debugger on wherever nobody gives it."""
    return choice.kind == "flag" and choice.default == "1" and not _DEBUG.isdisjoint(name.split("_"))


def steps(file: SourceFile, settings: Iterable[Setting]) -> str:
    """What has to be done so that each environment keeps its values."""
    plain = {name for each in settings if not each.secret for name in each.environments}
    secret = {name for each in settings if each.secret for name in each.environments}
    files = [*(f"env/{name}.env" for name in sorted(plain)), *(f".env.{name}" for name in sorted(secret))]
    loader = next(
        (each.path for each in file.project.mentioning(b"load_dotenv") if _LOADS_ONE.search(each.spelled)), ""
    )
    told = f"{loader} loads one of that kind, under its own names" if loader else "nothing loads them by itself"
    return f"then give each environment its own lines of {', '.join(files)}: {told}"


def default_branch(names: Sequence[Iterable[str]], present: str | None, rest: int | None) -> int | None:
    """Which of the branches runs while nothing is set: that of the name's own default, `rest` (the else), development.

    `names` holds each branch's names of environments; None where the program stops without a name.
    """
    if present:
        for number, each in enumerate(names):
            if present.lower() in each:
                return number
    if rest is not None:
        return rest
    return next((number for number, each in enumerate(names) if any(map(is_development, each))), None)


def has_testing(names: Iterable[str]) -> bool:
    """Whether the test environment is among the names: suites ask for it by name, so it must stay."""
    return any(is_testing(each) for each in names)


def setting_name(target: ast.expr | str, data: bytes = b"") -> str:
    """What the environment calls the target of an assignment: `app.config["DB_HOST"]` and `db_host` are DB_HOST.

    `data` is the text of the file: a mere `host` is DB_HOST where it speaks of a database.
    """
    match target:
        case str(word) | ast.Name(id=word) | ast.Attribute(attr=word):
            pass
        case ast.Subscript(slice=ast.Constant(value=str(word))):
            pass
        case _:
            return ""
    name = "_".join(part for part in _WORDS.split(word) if part).upper()
    if name in _VAGUE:
        return f"DB_{name}" if _DATABASE.search(data) else f"APP_{name}"
    return name if re.match(r"[A-Z]", name) else f"APP_{name}"


def _constant(node: ast.expr | None) -> object:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -value
    return None


def _held(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)
