"""gunicorn's command with the option that names a settings file, where that file is found or can be."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from codemods.domains.commands.commands import Written, beside, web_entries
from codemods.domains.commands.units import folder_of
from codemods.domains.dependencies.manifests import stated_version
from codemods.domains.deployment.added_files import Copied, at_start
from codemods.domains.deployment.images import builds_its_folder, context_of, image_of, other_signal
from codemods.formats import compose, dockerfile, parse, procfile, shell, unit
from codemods.plans.server_command import EMITTED_STOP, command_items, listed
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

__all__ = ["EMITTED_STOP", "command_folder", "command_images", "inserted", "with_option"]

_OPTION = ("-c", "gunicorn.conf.py")
# The first Python that can read the settings that a fix writes.
_PYTHON = (3, 7)
# Where a command goes on in the next line, and how far that is indented.
_NEXT_LINE = re.compile(r"[ \t]*(?:\\[ \t]*)?\r?\n[ \t]*")


def command_folder(document: object, file: SourceFile, command: Written) -> str:
    """The folder of the project that the command starts in, as far as its file says so."""
    if isinstance(document, compose.Document):
        folder = context_of(file, document, command.service)
        return posixpath.dirname(file.path) if folder is None else folder
    if isinstance(document, unit.Document):
        return folder_of(document, file)
    if isinstance(document, shell.Document):
        return file.project.service_root(file.path)
    return posixpath.dirname(file.path)


def command_images(document: object, file: SourceFile, command: Written) -> list[SourceFile]:
    """The Dockerfiles of the images that the command may run in."""
    if isinstance(document, dockerfile.Document):
        return [file]
    if isinstance(document, compose.Document):
        image = image_of(file, document, command.service)
        return [] if image is None else [image]
    if isinstance(document, shell.Document):
        root = file.project.service_root(file.path)
        return [each for path, each in file.project.files.items()
                if each.kind == "dockerfile" and posixpath.dirname(path) == root]  # fmt: skip
    return []


def with_option(
    document: object, file: SourceFile, command: Written, more: Sequence[str] = ()
) -> tuple[str, tuple[Copied, ...]]:
    """The command with `-c gunicorn.conf.py` and more words, and which COPY has to name that file.

    "" where it is not known that an added file would be found.
    """
    try:
        copied = _found(document, file, command)
        if copied is None or not _is_read(document, file, command):
            return "", ()
    except Unreadable:
        return "", ()
    return inserted(document, file, command, "gunicorn3?", (*_OPTION, *more)), copied


def inserted(document: object, file: SourceFile, command: Written, program: str, option: Sequence[str]) -> str:
    """The command with the words of an option right behind the program's name; "" where that is not certain. It gets a
    line to itself where the next word has one.

    `program` is a regular expression. A unit lies on a machine that its owner has set up: it stays as it is.
    """
    if isinstance(document, unit.Document):
        return ""
    if isinstance(document, compose.Document) and command.exec_form:
        items = command_items(document, command)
        at = next((number for number, each in enumerate(items) if re.search(rf"(^|/){program}$", each.value)), None)
        if at is None:
            return ""
        words = [each.written for each in items]
        mark = next((each for each in ('"', "'") if all(word.startswith(each) for word in words)), "")
        return listed(items[0], file, [*words[: at + 1], *(f"{mark}{each}{mark}" for each in option), *words[at + 1 :]])
    name = re.compile(rf"(?:^|(?<=[\s/\"'])){program}(?=\s+\S|[\"'],)")
    if len(name.findall(command.text)) != 1:
        return ""
    comma = '","' if '","' in command.text and '", "' not in command.text else '", "'

    def with_words(match: re.Match[str]) -> str:
        # Within a list's word stands a shell's line: `["sh", "-c", "exec gunicorn app:app"]`.
        is_word = command.text[match.end()] in "\"'"
        if line := _NEXT_LINE.match(command.text, match.end()):
            return f"{match[0]}{line[0]}{' '.join(option)}"
        return match[0] + "".join(f"{comma if is_word else ' '}{each}" for each in option)

    return name.sub(with_words, command.text)


def _found(document: object, file: SourceFile, command: Written) -> tuple[Copied, ...] | None:
    """What has to change so that the process starts in a folder that gets the added file; None where nothing does."""
    if isinstance(document, dockerfile.Document):
        plain = "cd " not in command.text and not other_signal(file) and builds_its_folder(file)
        copied = _copied(file, posixpath.dirname(file.path), _module(file, command)) if plain else None
        return None if copied and not _is_in_force(document, command) else copied
    if isinstance(document, procfile.Document):
        plain = "cd " not in command.text and command.service != "release"
        return () if plain and beside(file, "requirements.txt") is not None else None
    if isinstance(document, compose.Document):
        image, context = image_of(file, document, command.service), context_of(file, document, command.service)
        plain = command.exec_form or not re.search(r"[;&|>]|\bcd ", command.text)
        own = {each.path[2:] for each in document.scalars if each.path[:2] == ("services", command.service)}
        if image is None or context is None or not plain or ("working_dir",) in own or other_signal(image):
            return None
        copied = _copied(image, context, _module(file, command))
        return None if copied and ("build", "target") in own else copied
    if isinstance(document, shell.Document):
        return _starts_in_image(document, file, command)
    return None


def _copied(image: SourceFile, context: str, module: SourceFile | None) -> tuple[Copied, ...] | None:
    return at_start(image, context, posixpath.join(context, _OPTION[1]), module)


def _module(file: SourceFile, command: Written) -> SourceFile | None:
    """What the command has gunicorn load, as the analysis of all command lines has it."""
    flat = f" {' '.join(command.words)} "
    found = {
        each.file.path: each.file for each in web_entries(file.project)
        if each.path == file.path and each.words and f" {' '.join(each.words)} " in flat
    }  # fmt: skip
    return next(iter(found.values())) if len(found) == 1 else None


def _is_in_force(document: dockerfile.Document, command: Written) -> bool:
    """Whether a container of a plain build runs the command: of the last stage, which has what it copies."""
    return command.span in [each.value for each in (document.entrypoint(), document.cmd()) if each is not None]


def _is_read(document: object, file: SourceFile, command: Written) -> bool:
    """Whether no image and no file of a platform names a Python that cannot read the settings."""
    stated = stated_version(file.project, command_folder(document, file, command))
    said = [tuple(map(int, stated.split(".")))] if stated else []
    for each in command_images(document, file, command):
        image: dockerfile.Document = parse(each)
        said += [stage.python for stage in image.stages if stage.python is not None]
    return all(each >= _PYTHON for each in said)


def _starts_in_image(document: shell.Document, file: SourceFile, command: Written) -> tuple[Copied, ...] | None:
    """The same where an image of the service's folder starts the script, which stays where it is started."""
    words = command.words[command.words[:1] == ("exec",) :]
    root = file.project.service_root(file.path)
    # Another service's image of the tree may start the very same words.
    own = [each for each in web_entries(file.project) if posixpath.dirname(each.path) == root and each.words == words]
    for each in sorted(own, key=lambda each: each.path):
        image = file.project.files.get(each.path)
        if image is not None and image.kind == "dockerfile":
            moved = any(item.values[:1] in (("cd",), ("pushd",)) for item in document.commands)
            return None if moved else _copied(image, root, each.file)
    return None
