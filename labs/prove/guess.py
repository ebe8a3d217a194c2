"""What a profile leaves out, as the codemods' own analysis of the tree tells it. All that is guessed is shown."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from codemods.domains.commands.commands import web_entries
from codemods.domains.runtime.command_lines import launches
from codemods.domains.runtime.entry_points import EntryPoint, entry
from codemods.domains.settings.contract import Setting, contract
from codemods.engine.request import load, options
from codemods.formats import dockerfile, parse
from codemods.project.project import Project
from labs.prove.profile import BadProfile, Profile

DRIVER = re.compile(rb"\b(psycopg|asyncpg|pg8000|aiopg)")
# The drivers of MySQL by their distributions, and what SQLAlchemy calls them.
MYSQL = {b"pymysql": "pymysql", b"mysqlclient": "mysqldb", b"mysql-connector-python": "mysqlconnector",
         b"aiomysql": "aiomysql"}  # fmt: skip
MANIFEST = re.compile(r"requirements|pyproject\.toml$|Pipfile|setup\.(py|cfg)$|\.lock$|(^|/)Dockerfile")
SQLALCHEMY = re.compile(rb"sqlalchemy", re.IGNORECASE)
SERVERS = re.compile(r"(^|/)(gunicorn|uvicorn|hypercorn|waitress-serve|daphne|uwsgi)$")
ADDRESS = re.compile(
    r"(^|_)(DB|DATABASE|SQLALCHEMY_DATABASE|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB)_?(\w+_)?(URL|URI|DSN)$"
)
READER = re.compile(r"REPLICA|READER|READ_|_RO_|READONLY|FOLLOWER", re.IGNORECASE)
PIECE = re.compile(
    r"^(?:\w+_)?(?:DB|DATABASE|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB)_?(HOST|SERVER|HOSTNAME|PORT|USER|USERNAME|PASSWORD|PASS|PW|NAME|DB"
    r"|DATABASE|DBNAME)$"
)
PIECES = {
    "HOST": "host", "SERVER": "host", "HOSTNAME": "host", "PORT": "port", "USER": "user", "USERNAME": "user",
    "PASSWORD": "password", "PASS": "password", "PW": "password", "NAME": "name", "DB": "name", "DATABASE": "name",
    "DBNAME": "name",
}  # fmt: skip
STORE = {"AWS_ENDPOINT_URL": "{s3}", "AWS_ENDPOINT_URL_S3": "{s3}", "S3_ENDPOINT_URL": "{s3}",
         "AWS_ACCESS_KEY_ID": "{s3.key}", "AWS_SECRET_ACCESS_KEY": "{s3.secret}"}  # fmt: skip
IMAGE_ONLY = re.compile(
    r"^(PATH|HOME|USER|PORT|HOST|SHELL|PYTHON\w*|PIP_\w*|UV_\w*|POETRY_\w*|VIRTUAL_ENV|LANG|LC_\w*)$"
)
NUMBER = re.compile(r"(PORT|COUNT|SIZE|SECONDS|TIMEOUT|LIMIT|WORKERS|MAX|MIN|TTL|DAYS|EXPIRE\w*)$")


@dataclass(frozen=True)
class Known:
    """What the analysis knows of a tree: the project, its settings, and `module:attribute` of its application."""

    project: Project
    settings: Mapping[str, Setting]
    target: str = ""


def complete(tree: Path, profile: Profile, moved: Mapping[str, str]) -> tuple[Profile, Known]:
    """The profile with its gaps filled as far as the tree tells; moved are settings that a migration took out of the
    code. Raises BadProfile where the start is not known."""
    project, _ = load(tree, settings=options(tree))
    guessed: dict[str, str] = {}
    entry_point = _entry(project, profile.folder)
    if not profile.start:
        if entry_point is None:
            raise BadProfile(
                f"{tree}: nothing says how the service is started (no CMD, Procfile, Compose command, wsgi.py); "
                'say it in the profile: start = "gunicorn app:app"'
            )
        start, source = _start(project, tree, entry_point)
        folder = entry_point.folder or "."
        profile = replace(profile, start=start, folder=folder if profile.folder == "." else profile.folder)
        guessed["start"] = source
    settings = _of_service(project, contract(project).settings, profile.folder)
    known = Known(project, settings, _target(entry_point) if entry_point else "")
    image = _environment(project, entry_point) if entry_point else {}
    found = dict(_settings(project, settings, profile.settings, {**image, **moved}))
    guessed |= {f"settings.{name}": "the settings that the code reads" for name in found}
    given = {name: value for name, value in image.items() if name not in {**found, **profile.settings}}
    guessed |= {f"settings.{name}": entry_point.path for name in given if entry_point}
    found |= given
    return replace(profile, settings={**found, **profile.settings}, guessed=guessed), known


def _of_service(project: Project, settings: Mapping[str, Setting], folder: str) -> Mapping[str, Setting]:
    """The settings that the service in a folder may read: not those of its neighbours in the repository alone."""

    def near(path: str) -> bool:
        root = project.service_root(path)
        return _lies_in(folder, root) or _lies_in(root, folder)

    return {
        name: each for name, each in settings.items() if not each.own and any(near(path) for path, _ in each.places)
    }


def _lies_in(folder: str, above: str) -> bool:
    return above in ("", ".", folder) or folder.startswith(f"{above}/")


def _entry(project: Project, folder: str) -> EntryPoint | None:
    """The web process: a command line with a server before others, and before what only the code says."""
    order = ("Dockerfile", "Procfile", "docker-compose.yml", "compose.yaml", "docker-compose.yaml", "compose.yml")

    def rank(point: EntryPoint) -> tuple[bool, int, int, int]:
        name = PurePosixPath(point.path).name
        for_development = not any(SERVERS.search(word) for word in point.words)
        place = order.index(name) if name in order else len(order)
        return (for_development, point.path.count("/"), place, len(point.path))

    inside = "" if folder == "." else folder
    firm = sorted((each for each in web_entries(project) if each.file.path.startswith(inside)), key=rank)
    if firm:
        return firm[0]
    roots = sorted((each for each in project.services if each.startswith(inside)), key=lambda root: (len(root), root))
    return next((point for root in dict.fromkeys(["", *roots]) for point in entry(project, root)), None)


def _start(project: Project, tree: Path, point: EntryPoint) -> tuple[str, str]:
    """The command line, and where it was found."""
    base = tree / point.folder
    if not point.firm:
        if point.main:
            inside = point.file.path.removeprefix(f"{point.folder}/") if point.folder else point.file.path
            return f"python {shlex.quote(inside)}", point.file.path
        if "asgi" in point.file.path or b"FastAPI(" in point.file.spelled:
            return f"uvicorn {shlex.quote(_target(point))}", point.file.path
        return f"gunicorn {shlex.quote(_target(point))}", point.file.path
    words = [_inside(word, base) for word in point.words]
    if words and words[0].endswith(".py"):
        words.insert(0, "python")
    text = shlex.join(words).replace("'$PORT'", "$PORT").replace("'${PORT}'", "${PORT}")
    text = re.sub(r"'([^' ]*\$\{?PORT[^' ]*)'", r"\1", text)
    if _in_a_shell(project, point):
        text = f"/bin/sh -c {shlex.quote(text)}"
    return text, f"{point.path}:{point.line}"


def _environment(project: Project, point: EntryPoint) -> Mapping[str, str]:
    """What the file that holds the start command sets for it; nothing of an image's own Python, paths or ports."""
    found = (each for each in launches(project) if (each.path, each.line) == (point.path, point.line))
    given = next((each.environment for each in found), {})
    return {name: value for name, value in given.items() if not IMAGE_ONLY.search(name) and "$" not in value}


def _target(point: EntryPoint) -> str:
    """`module:attribute`; a Django project's wsgi.py makes its application by a call that only Django knows."""
    inside = point.file.path.removeprefix(f"{point.folder}/" if point.folder else "")
    return point.target or f"{inside.removesuffix('.py').replace('/', '.')}:application"


def _inside(word: str, base: Path) -> str:
    """A word with an image's absolute path replaced by the one in the tree, where there is such a file."""
    option, equals, value = word.partition("=")
    if equals and value.startswith("/"):
        return f"{option}={_inside(value, base)}"
    if not word.startswith("/") or word.startswith(("/bin/", "/usr/")):
        return word
    parts = word.strip("/").split("/")
    tails = ("/".join(parts[number:]) for number in range(1, len(parts)))
    return next(
        (tail for tail in tails if (base / tail).exists()), PurePosixPath(word).name if "/bin/" in word else word
    )


def _in_a_shell(project: Project, point: EntryPoint) -> bool:
    """Whether an image starts the command through a shell that stays as process 1."""
    file = project.files.get(point.path)
    if file is None or file.kind != "dockerfile":
        return False
    document: dockerfile.Document = parse(file)
    last = document.cmd() or document.entrypoint()
    return last is not None and last.words is None and not last.text.strip().startswith("exec ")


def _settings(
    project: Project, settings: Mapping[str, Setting], given: Mapping[str, str], moved: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The settings that point at a part, and those without which the service would not start."""
    manifests = b"\n".join(file.data for path, file in project.files.items() if MANIFEST.search(path))
    driver = DRIVER.search(manifests)
    # SQLAlchemy's own choice of a driver is another one from version 2.1 on.
    scheme = "postgresql+psycopg2" if driver and b"psycopg2" in manifests and SQLALCHEMY.search(manifests) else ""
    part, of_mysql = "postgres", next((name for name in MYSQL if name in manifests.lower()), b"")
    if of_mysql and not driver:
        part, scheme = "mysql", f"mysql+{MYSQL[of_mysql]}" if SQLALCHEMY.search(manifests) else "mysql"
    named = any(re.search(r"\{(postgres|mysql)", value) for value in given.values())
    for name, setting in sorted(settings.items()):
        if name in given or name in ("PORT", "HOST", "PATH", "HOME") or not name.isidentifier() or "TEST" in name:
            continue
        default = setting.default or ""
        if (driver or of_mysql) and not named and (value := _of_database(name, default, scheme, part)):
            yield name, value
        elif name in STORE and "AWS_ENDPOINT_URL" in settings:
            yield name, STORE[name]
        elif "REDIS" in name and name.endswith(("URL", "URI")) and shutil.which("redis-server"):
            yield name, "{redis}"
        elif name in moved:
            yield name, moved[name]
        elif setting.required:
            yield name, "1" if NUMBER.search(name) else f"prove-{name.lower().replace('_', '-')}"


def _of_database(name: str, default: str, scheme: str, part: str) -> str:
    if ADDRESS.search(name):
        place = "replica" if READER.search(name) and part == "postgres" else part
        scheme = (
            default.partition("://")[0] if default.startswith(("postgresql+", "mysql+")) else scheme or "postgresql"
        )
        return f"{scheme}://{{{place}.address}}"
    if match := PIECE.match(name):
        return f"{{{part}.{PIECES[match[1]]}}}"
    return ""


def other_start(target: str, programs: Path) -> str:
    """A start command for an application whose environment has not the server that was guessed."""
    attribute = target.partition(":")[2]
    if (programs / "uvicorn").exists():
        return f"uvicorn {target.removesuffix('()')}{' --factory' * attribute.endswith('()')}"
    if (programs / "flask").exists():
        return f"flask --app {shlex.quote(target)} run"
    return f"gunicorn {shlex.quote(target)}"
