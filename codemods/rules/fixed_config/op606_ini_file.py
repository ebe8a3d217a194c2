"""OP606: settings that come from an INI file only.

The file is part of the image: another environment needs another file, and another file another image. What can only be
set in a file cannot be set by who runs the container.

Before::

    SHOP_NAME = settings["shop"]["name"]
    PAGE_SIZE = settings.getint("shop", "page_size")
    RATE = settings["shop"].getfloat("rate")

After::

    SHOP_NAME = os.environ.get("SHOP_NAME", settings["shop"]["name"])
    PAGE_SIZE = int(os.environ.get("SHOP_PAGE_SIZE", settings["shop"]["page_size"]))
    RATE = float(os.environ.get("SHOP_RATE", settings["shop"]["rate"]))

The file stays and holds the defaults. It is unsafe because a variable of that name may be set already.

By hand: read each option as `os.environ.get("SECTION_OPTION", settings["section"]["option"])`; secrets leave the file.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.commands.by_hand import is_run_by_hand
from codemods.domains.commands.main_guards import is_left_to_people
from codemods.domains.settings.config_files import fixed_file, looks_at_any_variable
from codemods.domains.settings.config_parser import accesses, holds_lists
from codemods.libraries.settings import PARSERS
from codemods.model.environment_reads import environment_read
from codemods.model.names import called, qualified
from codemods.model.parsable import readable
from codemods.model.scopes import lookup
from codemods.model.strings import argument, keyword
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Setting
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Options:
    """The kinds of the options, by the keys of their sites."""

    kinds: Mapping[str, str]


rule = Rule[_Options]("OP606", "ini-file", needles=("ConfigParser",), safety=Safety.UNSAFE)


@rule.find(ast.Call)
def readers(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Options]]:
    """Reads of a file whose name is fixed, into a parser that nothing in the environment overrides."""
    if called(file, node) not in PARSERS or not isinstance(node.func, ast.Attribute):
        return
    if file.project.is_test(file.path) or file.project.is_migration(file.path):
        return
    name = fixed_file(file, argument(node, 0, "filenames", "f", "fp"))
    parser = node.func.value
    if name is None or _is_overridden(file, node, parser) or "template" in name.lower() or _is_edited(file, parser):
        return
    if isinstance(parser, ast.Name) and holds_lists(file, parser):
        return
    if is_run_by_hand(file) or is_left_to_people(file, node):
        return
    found = accesses(file, parser) if isinstance(parser, ast.Name) else None
    options = [each for each in found or [] if not each.first]
    if found and not options:
        return
    message = f"settings come from {name} alone: what runs the container cannot set them"
    remedy = "let a variable of the environment win over each option of the file"
    if not options or any(_reversed(file, each.node) for each in options):
        yield file.finding(rule, node, message, remedy, safety=Safety.NONE)
        return
    if other := _unseen_reader(file, name):
        # A variable that moves one of the two tears apart what the file holds together.
        yield file.finding(rule, node, message, f"{remedy}, also in {other}", safety=Safety.NONE)
        return
    keyed = {f"{number} {each.variable}": each for number, each in enumerate(options)}
    yield file.finding(
        rule, node, message, "let the environment win: the file keeps the defaults",
        sites=tuple(file.site(each.node, "option", key) for key, each in keyed.items()),
        settings=tuple(Setting(each.variable, key=key) for key, each in keyed.items()),
        data=_Options({key: each.kind for key, each in keyed.items()}),
    )  # fmt: skip


def _unseen_reader(file: SourceFile, name: str) -> str:
    """Another module of the service that reads the file into a parser, and uses it in a way that cannot be seen."""
    project, root = file.project, file.project.service_root(file.path)
    return next(
        (
            other.path for other in readable(project.mentioning(b"ConfigParser"))
            if other is not file and project.service_root(other.path) == root and not project.is_test(other.path)
            and not is_run_by_hand(other)
            for call in other.nodes(ast.Call)
            if called(other, call) in PARSERS and isinstance(call.func, ast.Attribute)
            and fixed_file(other, argument(call, 0, "filenames", "f", "fp")) == name
            and not (isinstance(call.func.value, ast.Name) and accesses(other, call.func.value))
        ),
        "",
    )  # fmt: skip


def _is_overridden(file: SourceFile, node: ast.Call, parser: ast.expr) -> bool:
    """Whether the parser interpolates in its own way, or code around it looks variables up by computed names."""
    made = [each for each in file.nodes(ast.Call) if f"{called(file, each)}.read" in PARSERS]
    for each in made:
        interpolation = keyword(each, "interpolation")
        own = interpolation.value if interpolation else None
        if isinstance(own, ast.Call) and "configparser" not in called(file, own):
            return True
        given = [*each.args, *(named.value for named in each.keywords)]
        if any("environ" in ast.unparse(part) or _holds_environment(file, part) for part in given):
            return True
    return _is_filled(file, parser) or looks_at_any_variable(file, [file.tree])


def _holds_environment(file: SourceFile, node: ast.expr, seen: frozenset[ast.expr] = frozenset()) -> bool:
    """Whether the whole environment is in an expression, or in what a name of it is bound to."""
    whole = [
        each for each in ast.walk(node)
        if isinstance(each, ast.Name | ast.Attribute) and qualified(file, each) == "os.environ"
        and not isinstance(file.parents.get(each), ast.Subscript | ast.Attribute)
    ]  # fmt: skip
    bound = lookup(file, node, node.id) if isinstance(node, ast.Name) and node not in seen else []
    values = (each.value for each in bound if each.value is not None)
    return bool(whole) or any(_holds_environment(file, each, seen | {node}) for each in values)


def _is_filled(file: SourceFile, parser: ast.expr) -> bool:
    """Whether the parser, or a section of it, gets the environment later: `parser["DEFAULT"].update(os.environ)`."""
    name = ast.unparse(parser)
    return any(
        isinstance(each.func, ast.Attribute)
        and each.func.attr in ("read_dict", "update")
        and re.match(rf"{re.escape(name)}(?!\w)", ast.unparse(each.func.value)) is not None
        and any(_holds_environment(file, part) for part in each.args)
        for each in file.nodes(ast.Call)
    )


def _is_edited(file: SourceFile, parser: ast.expr) -> bool:
    """Whether the program writes what it has read: such a file is its product, or its own memory."""
    return any(
        isinstance(each.func, ast.Attribute)
        and each.func.attr == "write"
        and ast.unparse(each.func.value) == ast.unparse(parser)
        and file.function(each) is file.function(parser)
        for each in file.nodes(ast.Call)
    )


def _reversed(file: SourceFile, node: ast.AST) -> bool:
    """Whether the environment is only what is taken where the file is silent."""
    return any(environment_read(file, each) for each in ast.walk(node))


@rule.rewrite("Subscript", "Call", role="option")
def environment_first(node: cst.Subscript | cst.Call, finding: Finding[_Options], edit: Edit) -> cst.BaseExpression:
    """The option as default of a variable."""
    import libcst as cst

    from codemods.rewriting.source.environment import with_default

    setting = finding.setting(edit.site)
    kind = finding.data.kinds[setting.key]
    code = cst.Module([]).code_for_node(node)
    if isinstance(node, cst.Call) and kind in ("int", "float"):
        parser = cst.Module([]).code_for_node(cst.ensure_type(node.func, cst.Attribute).value)
        words = [cst.Module([]).code_for_node(each.value) for each in node.args if each.keyword is None]
        code = parser + "".join(f"[{each}]" for each in words)
        if len(words) < len(node.args):
            getter = cst.ensure_type(node.func, cst.Attribute).with_changes(attr=cst.Name("get"))
            code = cst.Module([]).code_for_node(node.with_changes(func=getter))
    source = with_default(edit, setting.name, f"str({code})" if kind == "boolean" else code)
    if kind == "boolean":
        true = ", ".join(edit.string(each) for each in ("1", "yes", "true", "on"))
        return edit.expression(f"{source}.lower() in ({true})")
    return edit.expression(source if kind == "text" else f"{kind}({source})")
