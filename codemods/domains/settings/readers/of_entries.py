"""Entries of a service's settings that nothing asks for: a variable for one would promise what it does not do."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator

from codemods.libraries.settings import ASKING, ASKS_FOR, FRAMEWORKS_OWN
from codemods.model.callers import is_out_of_use
from codemods.model.environment_reads import environment_read
from codemods.model.parsable import is_taken_by_name, is_unread, parses
from codemods.model.targets import Place, place_of
from codemods.model.templates import template_texts
from codemods.project.project import Project
from codemods.project.source_file import SourceFile, begin, end
from codemods.vocabulary.kept import fact, once

# What asks settings for names that it makes up, or takes all of them; Django and its applications ask for any.
_WHOLE = re.compile(
    rb"(?i)\b(?:getattr|hasattr)\(\s*[\w.]*(?:config|settings|conf|cfg)\w*\s*,\s*(?![rbu]?[\"'])"
    # A class of settings may be picked so: `config[config_name]`.
    rb"|(?:config|settings|conf|cfg)\w*(?:\.get\(|\[)\s*(?:[rbu]*f[\"']"
    rb"|(?!\w*(?:conf|env|mode|stage|profile)\w*\s*[\],)])\w+(?:\.\w+|\[\w+\])*\s*[\]\+,)])"
    rb"|(?:config|settings|conf|cfg)\w*(?:\(\))?\.(?:get_namespace|items|values|to_dict|as_dict|model_dump|__dict__)\b"
    rb"|\*\*\s*(?:[\w.]*\.config|[\w.]*settings)\b|\b(?:vars|dir|dict)\(\s*[\w.]*(?:config|settings)\w*\s*\)"
    rb"|\bINSTALLED_APPS\b|\bDJANGO_SETTINGS_MODULE\b"
)
_IMPORTED = re.compile(
    rb"^[ \t]*(?:from|import)[ \t]+(flask\.ext\.)?(\w+)(?:[\w.]*[ \t]+import[ \t]+\(?\s*(\w+))?", re.MULTILINE
)
_SETTING = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_KINDS = ("constant", "attribute", "setting")
# So many entries beside it have to be asked for by their names, that one may say how entries are.
_SOME = 2
# A library is called by the begin of a word as its entries are: `flask_mongoengine`, MONGODB_HOST.
_BEGIN = 4


def is_read_by_nobody(file: SourceFile, place: Place) -> bool:
    """Whether nothing reads a constant, a value of a class of settings or an entry of a configuration.

    Raises Unreadable.
    """
    return (place.kind == "constant" and is_unread(file, place.name)) or _is_entry_of_nobody(file, place)


def is_read_where_nobody_comes(file: SourceFile, line: int, column: int) -> bool:
    """Whether only functions that nothing names read the constant that is given at a place, in a module whose constants
    are taken one by one.

    Raises Unreadable.
    """
    given = (
        each for each in file.tree.body if isinstance(each, ast.Assign) and begin(each) <= (line, column) < end(each)
    )
    names = [target.id for each in given for target in each.targets if isinstance(target, ast.Name)]
    return len(names) == 1 and _is_read_where_nobody_comes(file, names[0])


def _is_read_where_nobody_comes(file: SourceFile, name: str) -> bool:
    others = [*_holding(file.project, name)]
    if not all(map(parses, others)):
        return False
    uses = [(other, each) for other in others for each in _uses(other, name)]
    return bool(uses) and all(is_out_of_use(*each) for each in uses) and is_taken_by_name(file)


def _uses(file: SourceFile, name: str) -> Iterator[ast.expr]:
    yield from (each for each in file.nodes(ast.Name) if each.id == name and not isinstance(each.ctx, ast.Store))
    yield from (each for each in file.nodes(ast.Attribute) if each.attr == name and not isinstance(each.ctx, ast.Store))
    yield from (each for each in file.nodes(ast.Constant) if isinstance(each.value, str) and name in each.value)


def _is_entry_of_nobody(file: SourceFile, place: Place) -> bool:
    """Whether nothing asks for an entry of the service's settings, where other code asks for its neighbours by name."""
    project, name = file.project, place.name
    if place.kind not in _KINDS or not name.isupper() or FRAMEWORKS_OWN.match(name):
        return False
    if place.kind != "setting" and not _SETTING.fullmatch(name):
        return False
    if _takes_whole(project) or any(_may_ask(each, name) for each in _libraries(project)):
        return False
    if any(not parses(each) or _reads(each, name) for each in _holding(project, name)):
        return False
    word = re.compile(rb"\b%s\b" % name.encode())
    texts = (each.data for each in project.files.values() if each.kind != "python")
    if any(map(word.search, (*texts, *template_texts(project)))):
        return False
    asked = (each for each in _neighbours(file, place) if any(other is not file for other in _holding(project, each)))
    return len([*itertools.islice(asked, _SOME)]) == _SOME


def _holding(project: Project, name: str) -> Iterator[SourceFile]:
    return (each for each in project.words.holding(name.encode(), whole=True) if not project.is_test(each.path))


@once
def _takes_whole(project: Project) -> bool:
    return any(_asks_for_any(each) for each in project.python() if not project.is_test(each.path))


@fact
def _asks_for_any(file: SourceFile) -> bool:
    return _WHOLE.search(file.spelled) is not None


@once
def _libraries(project: Project) -> frozenset[str]:
    """What the service imports, of packages that ask an application for entries of its configuration, with what it
    imports of them first.
    """
    found = {name for each in project.python() if not project.is_test(each.path) for name in _imported(each)}
    return frozenset(each for each in found if ASKING.match(each))


@fact
def _imported(file: SourceFile) -> frozenset[str]:
    found = ((b"flask_" + name if old else name, name_of) for old, name, name_of in _IMPORTED.findall(file.spelled))
    return frozenset(b".".join(filter(None, each)).decode(errors="replace") for each in found)


def _may_ask(library: str, name: str) -> bool:
    package = library.partition(".")[0]
    if (keys := ASKS_FOR.get(library) or ASKS_FOR.get(package)) is not None:
        return keys.match(name) is not None
    return name.partition("_")[0].lower()[:_BEGIN] in package.lower().split("_", 1)[-1]


def _reads(file: SourceFile, name: str) -> bool:
    """Whether code of a file has the name otherwise than to give it a value, or to ask the environment for it."""
    if any(each.id == name and not isinstance(each.ctx, ast.Store) for each in file.nodes(ast.Name)):
        return True
    if any(each.attr == name and not isinstance(each.ctx, ast.Store) for each in file.nodes(ast.Attribute)):
        return True
    if any(each.arg == name and not _gives(file, each.value) for each in file.nodes(ast.keyword)):
        return True
    word = re.compile(rf"\b{name}\b")
    return any(
        isinstance(each.value, str) and word.search(each.value) and not _is_given_or_foreign(file, each)
        for each in file.nodes(ast.Constant)
    )


def _gives(file: SourceFile, value: ast.expr) -> bool:
    place = place_of(file, value)
    return place is not None and place.kind == "setting"


def _is_given_or_foreign(file: SourceFile, node: ast.Constant) -> bool:
    """Whether a text is the name under which an entry is set, or what the environment is asked for."""
    match parent := file.parents.get(node):
        case ast.Subscript(ctx=ast.Store()):
            return parent.slice is node
        case ast.Call() | ast.Subscript():
            return environment_read(file, parent) is not None
        case ast.Expr():
            return True
    return False


def _neighbours(file: SourceFile, place: Place) -> Iterator[str]:
    """The other entries that the file gives in the same way, by their names."""
    statements: tuple[ast.Assign | ast.AnnAssign, ...] = (*file.nodes(ast.Assign), *file.nodes(ast.AnnAssign))
    found = (place_of(file, each.value) for each in statements if each.value is not None)
    names = dict.fromkeys(each.name for each in found if each is not None and each.kind == place.kind)
    yield from (each for each in names if each != place.name and each.isupper())
