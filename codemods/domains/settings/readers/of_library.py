"""The reader of settings that a file has from a library: `env = Env()`, `from decouple import config`."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from codemods.libraries.settings import READER_FORMS, READER_OBJECTS, READERS, Form
from codemods.libraries.standard import ENVIRONMENT_READS
from codemods.model.environment_reads import environment_read
from codemods.model.names import called, exported, last_name, qualified
from codemods.model.scopes import Binding, tables
from codemods.project.source_file import SourceFile, begin, end

# What puts something before the name that is asked for.
_PREFIXED = re.compile(rb"\bprefixed\s*\(|\b(?:env_)?prefix\s*=")


@dataclass(frozen=True, slots=True)
class Reader:
    """`name`: what the file calls it; `line`: where it is bound; `method`: what is asked for a text, '' for itself;
    `named`: whether a default is given by its name; `prefixed`: whether it may ask for another name than it is told;
    `hidden`: the first and last lines of what calls something else so, as a parameter for one.
    """

    name: str
    line: int
    form: Form
    method: str
    named: bool
    prefixed: bool
    hidden: tuple[tuple[int, int], ...]


def settings_reader(file: SourceFile) -> Reader | None:
    """The one that the file asks for most of its settings; None where that is `os.environ`, or there are several."""
    bound = tables(file)[file.tree].names
    found = [each for name, bindings in bound.items() if (each := _reader(file, name, bindings))]
    if len(found) != 1:
        return None
    calls = [called(file, each) in ENVIRONMENT_READS for each in file.nodes(ast.Call) if environment_read(file, each)]
    plain = sum(calls) + sum(environment_read(file, each) is not None for each in file.nodes(ast.Subscript))
    return found[0] if plain <= calls.count(False) else None


def _reader(file: SourceFile, name: str, bindings: list[Binding]) -> Reader | None:
    if len(bindings) > 1:
        return None
    inner = (scope for scope, table in tables(file).items() if name in table.names and scope is not file.tree)
    if (made := _made(file, name, bindings[0])) is None:
        return None
    library, there = made
    form = READER_FORMS[library.partition(".")[0]]
    calls = [each for each in file.nodes(ast.Call) if _asked(each.func) == name and environment_read(file, each)]
    methods = {each.func.attr if isinstance(each.func, ast.Attribute) else "" for each in calls}
    by_name = any(word.arg == "default" for each in calls for word in each.keywords)
    by_place = any(len(each.args) > 1 for each in calls)
    return Reader(
        name, getattr(bindings[0].node, "lineno", 0), form,
        method="str" if form.methods and ("str" in methods or "" not in methods) else "",
        named=form.by_name_only or by_name or (form.named and not by_place),
        prefixed=any(_PREFIXED.search(each.spelled) for each in (file, there)),
        hidden=tuple((begin(scope)[0], end(scope)[0]) for scope in inner),
    )  # fmt: skip


def _made(file: SourceFile, name: str, binding: Binding) -> tuple[str, SourceFile] | None:
    """What a name of the module reads settings with, and the file that made it; a class alone is none."""
    if library := _class(file, binding):
        return library, file
    if not isinstance(binding.node, ast.ImportFrom):
        return None
    library = exported(file, name)
    if library in READER_OBJECTS:
        return library, file
    module = file.project.absolute_name(file.path, binding.node.level, binding.node.module)
    there = file.project.module(module, file.path)
    original = next((each.name for each in binding.node.names if (each.asname or each.name) == name), "")
    makers = tables(there)[there.tree].names.get(original, []) if there is not None and library in READERS else []
    return (library, there) if there is not None and len(makers) == 1 and _class(there, makers[0]) else None


def _class(file: SourceFile, binding: Binding) -> str:
    """The class of a reader that a name is made of; what a reader gives, `config("NAME")`, is called the same."""
    if binding.kind != "value" or not isinstance(binding.value, ast.Call):
        return ""
    library = qualified(file, binding.value)
    is_class = library in READERS and library not in READER_OBJECTS
    return library if is_class and last_name(binding.value.func) == library.rpartition(".")[2] else ""


def _asked(function: ast.expr) -> str:
    """The name that is called, or whose method is."""
    match function:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id=name)):
            return name
    return ""
