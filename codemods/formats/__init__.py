"""The files that are not Python, parsed well enough to find, to point at the line and to rewrite."""

from __future__ import annotations

import importlib
import importlib.util
import posixpath
import re
from typing import TYPE_CHECKING, Any

from codemods.vocabulary.kept import fact

if TYPE_CHECKING:
    from codemods.project.source_file import SourceFile

# The first pattern that the file's name matches says what it is.
_KINDS = [
    (kind, re.compile(pattern, re.DOTALL))
    for kind, pattern in (
        ("python", r".*\.pyw?$"),
        # Editors' modes, pages, pictures and what docker ignores are named so too.
        (
            "dockerfile",
            r"(?!.*\.(?:[cm]?jsx?|tsx?|vue|map|css|s[ac]ss|less|x?html?|md|rst|adoc|json|xml|ya?ml|svg|png|jpe?g|gif|webp|vim|snap|sw[a-p]"
            r"|dockerignore)$)"
            r"(.*\.)?([Dd]ockerfile|Containerfile)([.-].*|_\w+)?$",
        ),
        ("compose", r"(docker-)?compose([.-].*)?\.ya?ml$"),
        ("procfile", r"Procfile(\..*)?$"),
        ("requirements", r"(.*[-_.])?(requirements?|constraints)([-_.].*)?\.(txt|in)$"),
        ("dotenv", r"(\.env(\..*)?|.+\.env)$"),
        ("shell", r".*\.(sh|bash)$"),
        ("ini", r".*\.(ini|cfg|conf)$"),
        (
            "yaml",
            r".*\.ya?ml$|(.*[-_.])?(task|service)(-[a-z0-9]+)*\.json$"
            r"|(.*[-_.])?(task[-_.]?def(inition)?s?|container[-_.]?definitions?|ecs)([-_.].*)?\.json$",
        ),
        ("toml", r".*\.toml$|Pipfile$"),
        # What has no document of its own here, but may set variables.
        (
            "plain",
            r"(GNUm|[Mm])akefile(\..*)?$|Vagrantfile$|Jenkinsfile.*$|app\.json$|(.*[-_.])?crontab([-_.]\w+)?$|.*\.cron$|(launch|devcontainer|docker-bake([.-]\w+)?)\.json$|"
            r"(.*[-_.])?(config|configs|settings|secrets|vars|variables|env|environment)([-_.].*)?\.json$|"
            r".*\.(mk|service|j2|jinja2?|c?tmpl|tpl|template|tf|tfvars|hcl|pp|bat|cmd|ps1|fish|csh|envrc|properties)$|\.envrc$",
        ),
    )
]
# By the folder: what Elastic Beanstalk sets up, which is YAML or JSON, OpenShift's variables, and the tables of cron.
_OF_FOLDERS = {
    ".ebextensions": ("yaml", re.compile(r".*\.config$")),
    ".s2i": ("plain", re.compile(r"environment$")),
    **{each: ("plain", re.compile(r"[\w-]+$")) for each in ("cron.d", "crontabs", "cron.daily", "cron.hourly")},
}
# `.service` is also what others call their scripts, and D-Bus its own files.
_UNIT = re.compile(rb"^[ \t]*\[Service\][ \t]*\r?$(?:.*\n)*?[ \t]*Exec\w+[ \t]*=", re.MULTILINE)
# A Compose file of another name: by what it holds, but for what a CI or a chart reads; `.docker` is neither.
_SERVICES = re.compile(
    rb"^services:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*+([ \t]+)[\w.-]+:[ \t]*(?:#[^\n]*)?\r?\n"
    rb"(?:\1[ \t]+\S[^\n]*\n|[ \t]*\r?\n)*?\1[ \t]+(?:image|build):",
    re.MULTILINE,
)
_ELSEWHERE = re.compile(
    r"(?:^|/)(?:\.(?!(?:docker|compose|docker-compose|deploy|deployment|infra)/)|ci/|charts?/|helm/|templates/)|(?:^|/)[\w-]*(?:pipelines?|ci)\.ya?ml$",
    re.IGNORECASE,
)
# Requirements of apt, apk, brew or conda: by the words of the name, or by packages that no index of Python has.
_OTHER_INSTALLER = re.compile(
    r"(?:^|[-_./])(?:apt|apt-get|apk|brew|homebrew|yum|dnf|rpm|conda|npm)(?=[-_.])", re.IGNORECASE
)
_SYSTEM_PACKAGE = re.compile(
    rb"^[ \t]*(?:lib[\w.+-]+-dev(?:el)?|build-(?:essential|base)|python\d?-(?:dev(?:el)?|pip|venv))[ \t]*(?:#.*)?\r?$",
    re.MULTILINE,
)
_SHEBANG = re.compile(rb"#!\s*\S*/(?:env\s+)?(?:ba|da|a)?sh\b|#!\s*\S*/(?:env\s+)?(python)")


def kind_of(path: str, data: bytes = b"") -> str:
    """What kind of file this is, by its name or, where it has no ending, by its shebang; '' for none of ours."""
    name = posixpath.basename(path)
    for kind, pattern in _KINDS:
        if pattern.match(name):
            if kind == "requirements" and _is_of_the_system(path, data):
                return ""
            if name.endswith(".service"):
                return "unit" if _UNIT.search(data) else kind
            is_compose = kind == "yaml" and not _ELSEWHERE.search(path) and _SERVICES.search(data)
            return "compose" if is_compose else kind
    folder = posixpath.basename(posixpath.dirname(path))
    if folder in _OF_FOLDERS and _OF_FOLDERS[folder][1].match(name):
        return _OF_FOLDERS[folder][0]
    if folder == "requirements" and name.endswith((".txt", ".in")) and not _is_of_the_system(path, data):
        return "requirements"
    if "." not in name and (match := _SHEBANG.match(data)):
        return "python" if match[1] else "shell"
    return ""


def _is_of_the_system(path: str, data: bytes) -> bool:
    """Whether a file of requirements is none that pip reads."""
    place = "/".join(path.split("/")[-2:])
    return _OTHER_INSTALLER.search(place) is not None or _SYSTEM_PACKAGE.search(data) is not None


@fact
def parse(file: SourceFile) -> Any:
    """The file as the document type of its kind (the class `Document` of codemods.formats.<kind>), None without one.

    Raises vocabulary.unreadable.Unreadable where the file is not what its name says.
    """
    name = f"{__name__}.{file.kind}"
    known = file.kind and importlib.util.find_spec(name)
    return importlib.import_module(name).parse(file.text) if known else None
