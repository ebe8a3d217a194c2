"""The Dockerfile that a Compose service is built from, and what is known of an image before it is changed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from codemods.domains.commands.named_scripts import running
from codemods.domains.deployment.official_images import OFFICIAL
from codemods.formats import compose, dockerfile, parse
from codemods.libraries.programs import TRIES_CODE
from codemods.model.test_scopes import use_of
from codemods.project.audience.compose_signs import is_told_to_be_deployed
from codemods.project.audience.developers_images import is_developers_image
from codemods.project.composed import composed
from codemods.project.project import Project
from codemods.project.purpose import head, is_of_ci
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# Systems and languages alone; a name that only the build knows may be one of them.
_PLAIN = re.compile(
    r"(?:(?:\S+/)?(?:python|pypy|debian|ubuntu|alpine|centos|fedora|rockylinux|almalinux|amazonlinux|miniconda3?|mambaforge"
    r"|micromamba|anaconda3?|buildpack-deps|ubi\d\S*|node|golang|rust|nvidia/\S+|cuda\S*|uv|scratch|distroless\S*)(?:[:@]|$)|.*\$)"
)
# What the name of an image for production ends with, where developers have the plain one.
_DEPLOYED = ("prod", "production")
_FILE = re.compile(r"^file:(?=\.|/)(?://(?:localhost)?)?(?=[./])")
# `contexts = { base = "target:base" }` of a bake file.
_CONTEXT = re.compile(rb"[\"']?([\w./:-]+?)[\"']?\s*[=:]\s*[\"']target:")
# `docker build -t shop/base .`, and the same in lists of YAML, of a bake file, of `subprocess.run`.
_TAG = re.compile(
    rb"""(?:\bbuild\b(?:[^\n;&|]|(?<=\\)\n|\n(?=[ \t]*[-"'])){0,300}?(?<![\w-])(?:-t|--tag)|\btags["']?\s*[:=])"""
    rb"""[\s"',=\[|-]+([^\s"',\]]+)"""
)
# The files of requirements that pip is told to install from.
_INSTALLS = re.compile(r"(?<=\s)(?:-r|--requirement)[ =]?\s*([\w./-]+)")
_PYTHON = re.compile(r"\bpip3?\b|\bpython|gunicorn|uwsgi|uvicorn|poetry|pipenv|\.py\b|requirements", re.IGNORECASE)
_OTHER_SIGNAL = re.compile(
    rb"^\s*(?:STOPSIGNAL\s+|stop_signal:\s*[\"']?)(?:SIG)?(?!TERM\b|15\b)\w+", re.MULTILINE | re.IGNORECASE
)


def is_python_image(file: SourceFile) -> bool:
    """Whether a Dockerfile builds something that Python runs in. Raises Unreadable."""
    return _PYTHON.search(file.text) is not None


def is_built_here(project: Project, image: str) -> bool:
    """Whether the name in a FROM means an image that the tree builds itself: by a bake file, Compose or a script.

    A name without owner, registry and tag that Docker's library has not can be nothing else.
    """
    if not {"/", ":"} & {*image} and image not in OFFICIAL:
        return True
    bare = image.removesuffix(":latest")
    if any(bare in (each.removesuffix(":latest"), each) for each in _targets(project)):
        return True
    _, _, name = bare.rpartition("/")
    owned = "/" in bare and not bare.startswith("docker.io/library/")
    if owned and any(each.endswith(f"/{name}") for each in _tagged_by_variable(project)):
        return True
    # One folder an image, built by a script that goes through the folders.
    return name not in OFFICIAL and _PLAIN.match(bare) is None and bare in _named_after_folders(project)


@once
def _targets(project: Project) -> frozenset[str]:
    """What the build of the tree calls its own images."""
    found: set[str] = set()
    for path, file in project.files.items():
        if path.endswith((".hcl", ".json")) and b"target:" in file.data:
            found |= {each[1].decode("utf-8", "replace") for each in _CONTEXT.finditer(file.data)}
        elif file.kind == "compose":
            found.update(_composed(file))
    return frozenset(found) | {each for each in _tags(project) if "$" not in each}


def _tagged_by_variable(project: Project) -> list[str]:
    """The tags whose registry or owner a variable says: `$REGISTRY/base`."""
    return [re.sub(r":[^/:]*$", "", each) for each in _tags(project) if "$" in each.partition("/")[0]]


@once
def _tags(project: Project) -> frozenset[str]:
    """What scripts, makefiles, CI and pages tag the images that they build from the tree."""
    return frozenset(
        each[1].decode("utf-8", "replace").partition(":$")[0]
        for file in project.files.values()
        if b"docker" in file.data or b"buildah" in file.data or b"podman" in file.data
        for each in _TAG.finditer(file.data)
    )


@once
def _named_after_folders(project: Project) -> frozenset[str]:
    """The images in a FROM whose last part is the folder of a Dockerfile that is not built on them."""
    bases = {path: set(_bases(file)) for path, file in project.files.items() if file.kind == "dockerfile"}
    folders = {
        posixpath.basename(posixpath.dirname(path)): path for path in bases if posixpath.basename(path) == "Dockerfile"
    }
    return frozenset(
        each for own in bases.values() for each in own
        if "/" in each and (home := folders.get(posixpath.basename(each))) is not None and each not in bases[home]
    )  # fmt: skip


def _bases(file: SourceFile) -> Iterator[str]:
    try:
        document: dockerfile.Document = parse(file)
    except Unreadable:
        return
    yield from (each.image.removesuffix(":latest") for each in document.stages if each.parent is None)


def _composed(file: SourceFile) -> Iterator[str]:
    """The images that the services of a Compose file are built as, and the names that it gives a build's contexts."""
    for service in composed(file).values():
        build = service.get("build")
        if build and isinstance(service.get("image"), str):
            yield service["image"]
        contexts = build.get("additional_contexts") if isinstance(build, dict) else None
        yield from (str(each).partition("=")[0] for each in contexts or ())


def comes_from_tree(file: SourceFile, address: str) -> bool:
    """Whether a path in a requirements file (`/app/libs/money` after `file:`, `./libs/money`) is one of the tree.

    An absolute one is where an image copies the tree's to.
    """
    folder = posixpath.dirname(file.path)
    path = _FILE.sub("", address.partition("#")[0])
    if path.startswith("."):
        return _is_in_tree(file.project, posixpath.normpath(posixpath.join(folder, path)))
    parts = path.strip("/").split("/")
    ends = ["/".join(parts[start:]) for start in range(len(parts))]
    for place, each in file.project.files.items():
        if each.kind != "dockerfile":
            continue
        try:
            document: dockerfile.Document = parse(each)
        except Unreadable:
            continue
        context = posixpath.dirname(place)
        if any(_is_in_tree(file.project, posixpath.join(context, end)) and _copies(document, end) for end in ends):
            return True
    return False


def _is_in_tree(project: Project, path: str) -> bool:
    return any(each == path or each.startswith(f"{path}/") for each in project.files)


def _copies(document: dockerfile.Document, path: str) -> bool:
    """Whether some stage of the image takes the path, or a folder around it, out of the build's context."""
    return any(each in ("", ".", path) or path.startswith(f"{each}/") for each in sources(document))


def sources(document: dockerfile.Document) -> list[str]:
    """What COPY and ADD take out of the build's context, as paths in it."""
    return [
        source.removeprefix("./").strip("/")
        for each in document.instructions if each.keyword in ("COPY", "ADD") and "from" not in dict(each.flags)
        for source in (each.words or tuple(each.text.split()))[:-1]
    ]  # fmt: skip


def image_of(file: SourceFile, document: compose.Document, service: str) -> SourceFile | None:
    """The Dockerfile in the tree that a service of a Compose file is built from, None without one."""
    folder = context_of(file, document, service)
    if folder is None:
        return None
    given = {each.path[2:]: each.value for each in document.scalars if each.path[:2] == ("services", service)}
    name = given.get(("build", "dockerfile"), "Dockerfile")
    found = file.project.files.get(posixpath.normpath(posixpath.join(folder, name)))
    return found if found is not None and found.kind == "dockerfile" else None


def context_of(file: SourceFile, document: compose.Document, service: str) -> str | None:
    """The folder of the tree that a Compose service's image is built from, None where none is known."""
    given = {each.path[2:]: each.value for each in document.scalars if each.path[:2] == ("services", service)}
    context = given.get(("build",)) or given.get(("build", "context"))
    if context is None or "$" in context or "://" in context:
        return None
    folder = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), context))
    return "" if folder == "." else folder


def builds_its_folder(image: SourceFile) -> bool:
    """Whether a Dockerfile is built from the folder that it lies in, as far as the tree says. Raises Unreadable.

    `docker build -f deploy/Dockerfile .` sends another one; so does a Compose service with a context of its own.
    """
    project, folder = image.project, posixpath.dirname(image.path)
    if any(each != folder for each in compose_contexts(image)):
        return False
    if not folder:
        return True
    if not any(each.path.startswith(f"{folder}/") for each in project.python()):
        return False
    return not any(
        _is_in_tree(project, each) and not _is_in_tree(project, posixpath.join(folder, each))
        for each in sources(parse(image))
        if each not in ("", ".")
    )


def compose_contexts(image: SourceFile) -> list[str | None]:
    """The folders that Compose services build a Dockerfile from, None for one outside. Raises Unreadable."""
    found = []
    for file in image.project.files.values():
        if file.kind == "compose":
            document: compose.Document = parse(file)
            found += [context_of(file, document, each) for each in services_of(file, document, image)]
    return found


def is_built_by_developers(image: SourceFile) -> bool:
    """Whether Compose builds a Dockerfile, and only files that are for developers or tests say so."""
    building = [
        each for each in image.project.files.values()
        if each.kind == "compose" and services_of(each, parse(each), image)
    ]  # fmt: skip
    return bool(building) and all(use_of(each) is not Use.PRODUCTION for each in building)


def is_not_deployed(image: SourceFile) -> bool:
    """Whether a Dockerfile is for developers, tests or profiling, as one for production beside it says, or what its
    container starts. Raises Unreadable.
    """
    folder, name = posixpath.split(image.path)
    others = image.project.folders.get(folder, set())
    beside = any(f"{name}.{each}" in others for each in _DEPLOYED) if name == "Dockerfile" else False
    return beside or _tries(parse(image))


@once
def cannot_be_built(image: SourceFile) -> bool:
    """Whether a Dockerfile has pip install a file of requirements that pip refuses. Raises Unreadable."""
    project, folder = image.project, posixpath.dirname(image.path)
    if image.kind != "dockerfile":
        return False
    document: dockerfile.Document = parse(image)
    named = [name for each in document.instructions if each.keyword == "RUN" for name in _INSTALLS.findall(each.text)]
    for name in named:
        places = {posixpath.normpath(posixpath.join(each, name.lstrip("/"))) for each in (folder, "")}
        meant = [project.files[each] for each in places if each in project.files]
        if meant and all(map(_is_refused, meant)):
            return True
    return False


def _is_refused(file: SourceFile) -> bool:
    try:
        return file.kind == "requirements" and any(each.refused for each in parse(file).lines)
    except Unreadable:
        # What cannot be read here says nothing against the image.
        return False


@once
def is_for_tests_alone(image: SourceFile) -> bool:
    """Whether a Dockerfile says that it is a CI's, or has a name of its own that only Compose files of tests build it
    by. Raises Unreadable.
    """
    if image.kind != "dockerfile":
        return False
    if is_of_ci(head(image.text)):
        return True
    name = posixpath.basename(image.path)
    building = [
        each for each in image.project.files.values()
        if each.kind == "compose" and name.encode() in each.data and services_of(each, parse(each), image)
    ]  # fmt: skip
    return name != "Dockerfile" and bool(building) and all(use_of(each) is Use.TEST for each in building) and not any(
        name.encode() in each.data and use_of(each) is not Use.TEST
        for each in image.project.files.values()
        if each is not image and each.kind not in ("python", "compose") and not each.path.endswith((".md", ".rst"))
    )  # fmt: skip


@once
def is_developers_script(script: SourceFile) -> bool:
    """Whether only images and definitions for developers or tests run a shell script, beside an image for production
    that does not; or an image alone that cannot be built. Raises Unreadable.
    """
    starting = list(running(script)) if script.kind == "shell" else []
    if starting and all(map(cannot_be_built, starting)):
        return True
    if not starting or not all(map(_is_for_developers, starting)) or any(map(_is_told_to_be_deployed, starting)):
        return False
    folders = {posixpath.dirname(each.path) for each in starting if each.kind in ("dockerfile", "compose")}
    return any(
        each.kind == "dockerfile" and posixpath.dirname(path) in folders and not _is_for_developers(each)
        for path, each in script.project.files.items()
    )


def _is_told_to_be_deployed(image: SourceFile) -> bool:
    """Whether a guide has a Compose file deployed that is built from an image, whatever the image is called."""
    return any(
        each.kind == "compose" and is_told_to_be_deployed(each) and bool(services_of(each, parse(each), image))
        for each in image.project.files.values()
    )


def _is_for_developers(file: SourceFile) -> bool:
    if use_of(file) is not Use.PRODUCTION:
        return True
    return file.kind == "dockerfile" and (is_not_deployed(file) or is_developers_image(file))


def _tries(document: dockerfile.Document) -> bool:
    """Whether a container of the image starts what tries or profiles code, and nothing else."""
    started = document.entrypoint() or document.cmd()
    words = (started.words or tuple(started.text.split())) if started is not None else ()
    return bool(words) and posixpath.basename(words[0]) in TRIES_CODE


def services_of(file: SourceFile, document: compose.Document, image: SourceFile) -> list[str]:
    """The services of a Compose file that are built from a Dockerfile."""
    names = dict.fromkeys(str(each.path[1]) for each in document.scalars if each.path[:1] == ("services",) < each.path)
    return [name for name in names if image_of(file, document, name) is image]


def in_image_of_others(file: SourceFile) -> bool:
    """Whether an image around the file is built on one that brings a server, with settings that nobody sees here."""
    folder = posixpath.dirname(file.path)
    for path, each in file.project.files.items():
        if each.kind == "dockerfile" and f"{folder}/".startswith(f"{posixpath.dirname(path)}/".lstrip("/")):
            try:
                document: dockerfile.Document = parse(each)
            except Unreadable:
                continue
            if document.stages and _PLAIN.match(document.base()) is None:
                return True
    return False


def other_signal(image: SourceFile) -> bool:
    """Whether the image, or a Compose file that builds it, stops its containers by another signal than SIGTERM."""
    if _OTHER_SIGNAL.search(image.data):
        return True
    for file in image.project.files.values():
        if file.kind == "compose" and _OTHER_SIGNAL.search(file.data):
            try:
                if services_of(file, parse(file), image):
                    return True
            except Unreadable:
                continue
    return False
