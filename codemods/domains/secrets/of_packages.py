"""Settings of Django that a published package brings along for a command of its own, and that nothing else loads."""

from __future__ import annotations

import posixpath
import re

from codemods.libraries.distributions import METADATA
from codemods.project.source_file import SourceFile

_SCRIPTS = re.compile(rb"console_scripts|^\s*\[(?:project|tool\.poetry)\.scripts\]", re.MULTILINE)
_LOADS = re.compile(rb"DJANGO_SETTINGS_MODULE[\"']\s*(?:,|\]\s*=)\s*[\"']([\w.]+)[\"']")
_STARTING = ("dockerfile", "compose", "procfile", "shell", "ini", "unit", "yaml")
_SERVED = ("wsgi.py", "asgi.py")


def is_of_a_command(file: SourceFile) -> bool:
    """Whether a command that people install with the package is all that starts with these settings."""
    package = _published(file)
    if not package:
        return False
    loading = [each.path for each in file.project.mentioning(b"DJANGO_SETTINGS_MODULE") if _loads(each, file)]
    inside = [path for path in loading if path.startswith(f"{package}/")]
    command = any(posixpath.basename(path) not in _SERVED for path in inside)
    return command and inside == loading and not _is_deployed(file)


def _published(file: SourceFile) -> str:
    """The package around the file that some distribution has a command in, '' where there is none."""
    for path, other in file.project.files.items():
        base = posixpath.dirname(path)
        if posixpath.basename(path) not in METADATA or not file.path.startswith(f"{base}/" if base else ""):
            continue
        for folder in (base, posixpath.join(base, "src")):
            name, inner, _ = posixpath.relpath(file.path, folder or ".").partition("/")
            command = re.compile(rb"=\s*[\"']?%s[.:]" % re.escape(name).encode())
            if inner and name != ".." and _SCRIPTS.search(other.spelled) and command.search(other.spelled):
                return posixpath.join(folder, name)
    return ""


def _loads(other: SourceFile, file: SourceFile) -> bool:
    names = (match[1].decode().replace(".", "/") for match in _LOADS.finditer(other.spelled))
    return not file.project.is_test(other.path) and any(f"/{file.path}".endswith(f"/{name}.py") for name in names)


def _is_deployed(file: SourceFile) -> bool:
    """Whether what starts the service names the settings, or what serves beside them."""
    folder, name = posixpath.split(file.path.removesuffix(".py"))
    named = re.compile(rf"\b{re.escape(posixpath.basename(folder))}[./](?:{re.escape(name)}|wsgi|asgi)\b".encode())
    return any(each.kind in _STARTING and named.search(each.spelled) for each in file.project.files.values())
