"""The small modules that fixes put into a service: storage.py, databases.py and so on. Their owner keeps them."""

from __future__ import annotations

from importlib import resources

from codemods.project.module_home import home, spelling
from codemods.project.source_file import SourceFile
from codemods.rewriting.edit import Edit
from codemods.vocabulary.rule import Skip


def source(name: str, *, in_package: bool = True) -> str:
    """The text of an emitted file; in no package it imports its neighbours by their plain names."""
    text = resources.files("codemods.emitted").joinpath(name).read_text("utf-8")
    return text if in_package else text.replace("from . import ", "import ")


def stands(file: SourceFile, path: str, name: str) -> bool:
    """Whether the emitted file can stand at the path: nothing is there, or it is there already."""
    try:
        present = file.project.on_disk(path)
    except OSError:
        return False
    return present is None or present == source(name).encode()


def emitted(edit: Edit, name: str, path: str | None = None) -> str:
    """What the edited file calls the emitted module `name`; adds the module at `path` and the import.

    By default the module lies in the file's package, beside a file in none. Raises Skip where another file stands
    there, or where the name is taken.
    """
    where = path or home([edit.file], name)
    if where is None:
        raise Skip(f"there is no folder for {name}")
    package, stem = spelling(edit.file, where)
    edit.add_file(where, source(name, in_package=bool(package)))
    if not package:
        return edit.name(stem)
    dots = package.endswith(".")
    if dots and (local := edit.imported.get(f"{package}{stem}")):
        return local
    return edit.from_name(package, stem)
