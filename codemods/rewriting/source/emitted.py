"""The small modules that fixes put into a service: storage.py, databases.py and so on. Their owner keeps them."""

from __future__ import annotations

from codemods.project.emitted_modules import emitted_text, is_ours
from codemods.project.module_home import home, spelling
from codemods.rewriting.edit import Edit
from codemods.vocabulary.rule import Skip


def source(name: str, *, in_package: bool = True) -> str:
    """The text of an emitted file; in no package it imports its neighbours by their plain names."""
    text = emitted_text(name)
    return text if in_package else text.replace("from . import ", "import ")


def emitted(edit: Edit, name: str, path: str | None = None) -> str:
    """What the edited file calls the emitted module `name`; adds the module at `path` and the import.

    By default the module lies in the file's package, beside a file in none. Raises Skip where another file stands
    there, or where the name is taken.
    """
    where = path or home([edit.file], name)
    if where is None:
        raise Skip(f"there is no folder for {name}")
    package, stem = spelling(edit.file, where)
    present = edit.file.project.files.get(where)
    if present is None or not is_ours(name, present.data):
        edit.add_file(where, source(name, in_package=bool(package)))
    if not package:
        return edit.name(stem)
    dots = package.endswith(".")
    if dots and (local := edit.imported.get(f"{package}{stem}")):
        return local
    return edit.from_name(package, stem)
