"""What a clean room asks of a Docker Engine, and what it makes of the answers; the engine is pretended."""

from pathlib import Path

import pytest

from labs.cluster import cleanroom, docker_build

DOCKERFILE = 'FROM python AS build\nRUN pip install flask\nfrom build\nCMD ["flask", "run"]\n'


class Engine:
    """Builds nothing: it keeps what it is asked, and the context's files."""

    def __init__(self, error: str = "") -> None:
        self.error = error
        self.asked: list[tuple[str, ...]] = []
        self.context: dict[str, str] = {}

    def __call__(self, *arguments: str | Path) -> str:
        self.asked.append(tuple(map(str, arguments)))
        if arguments[0] == "run":
            return "Flask==3.1\nlocal @ https://example.org/local\n"
        if arguments[0] == "build":
            if self.error:
                raise RuntimeError(self.error)
            context = Path(arguments[-1])
            self.context = {path.name: path.read_text() for path in (context / "Dockerfile", context / ".dockerignore")}
            option = next(word for word in self.asked[-1] if word.startswith("--iidfile="))
            Path(option.partition("=")[2]).write_text("sha256:1")
        return ""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    made = tmp_path / "tree"
    made.mkdir()
    (made / "Dockerfile").write_text(DOCKERFILE)
    (made / ".dockerignore").write_text("*\n!app.py")
    return made


def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def test_every_stage_finds_the_newer_releases(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine()
    monkeypatch.setattr(docker_build, "docker", engine)
    with docker_build.build(tree, home(tmp_path), cleanroom.release_of_everything(["Flask"], tmp_path / "new")) as room:
        assert room.installed() == {"Flask": "3.1", "local": "local"}
    late = "COPY newer-releases /newer-releases\nENV PIP_FIND_LINKS=/newer-releases\n"
    assert engine.context["Dockerfile"] == DOCKERFILE.replace("build\nRUN", f"build\n{late}RUN").replace(
        "from build\n", f"from build\n{late}"
    )
    assert engine.context[".dockerignore"].splitlines() == ["*", "!app.py", "!newer-releases"]
    assert (tree / "Dockerfile").read_text() == DOCKERFILE
    build, run, removal = engine.asked
    assert "--no-cache" in build
    assert "--network=none" in run
    assert removal == ("rmi", "--force", "sha256:1")


@pytest.mark.parametrize(
    ("said", "kind", "kept"),
    [
        ("#7 12 x\n#7 13 ERROR: No matching distribution found for lib", cleanroom.BuildFailed, "#7 13 ERROR: No"),
        ("WARNING: Retrying after connection broken by 'NewConnectionError'\nERROR: x", cleanroom.NoIndex, "answer"),
        ("failed to do request: Head: dial tcp: lookup failed", cleanroom.NoIndex, "dial tcp"),
    ],
)
def test_a_build_fails_for_want_of_an_index_or_for_its_own_reason(
    said: str, kind: type[Exception], kept: str, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docker_build, "docker", Engine(said))
    with pytest.raises(kind, match=kept), docker_build.build(tree, home(tmp_path)):
        pass
