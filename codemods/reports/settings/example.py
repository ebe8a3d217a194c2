"""`env --write-example`: a file that names every setting of a service, for whoever has to fill one in."""

from __future__ import annotations

from codemods.domains.settings.contract import Setting
from codemods.formats import dotenv
from codemods.reports.environment import Environment
from codemods.rewriting.text.settings import example


def written(found: Environment, before: str) -> tuple[str, list[str]]:
    """The file with the settings that it did not name, and their names; what stood there stays as it is."""
    known = {each.name for each in dotenv.parse(before).entries}
    known |= {line.lstrip("# ").partition("=")[0].strip() for line in before.splitlines() if line.startswith("#")}
    new = [each for each in found.settings() if each.name not in known]
    if not new:
        return before, []
    lines = (
        [before.rstrip("\n")]
        if before.strip()
        else ["# The settings that the service reads. Copy to .env and fill in."]
    )
    for each in new:
        lines += [_comment(each), _line(found, each)]
    return "\n".join(lines) + "\n", [each.name for each in new]


def name(found: Environment) -> str:
    """What the file is called: as the owner's, if there is one."""
    return example(found.request.project, "")


def _comment(setting: Setting) -> str:
    path, line = setting.places[0]
    kind = "required" if setting.required else "optional"
    return f"# {kind}{', a secret' if setting.secret else ''}: read in {path}:{line}"


def _line(found: Environment, setting: Setting) -> str:
    default = None if setting.secret else found.default(setting)
    if setting.required:
        return f"{setting.name}="
    # What is left away says what the code does without it.
    return f"# {dotenv.line(setting.name, default or '')}"
