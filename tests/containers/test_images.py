"""The two images: what they start, and what anybody can read in them."""

import json
import re
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.containers.shops import DOCKER, ROOT, docker, inspect

# What before/ has in its code.
SECRETS = (b"strong-password", b"keep-calm-and-read-a-book", b"bookshop-live-key", b"another-strong-password")


def config(image: str) -> dict[str, object]:
    return dict(inspect(image)["Config"])  # type: ignore[call-overload]


def secrets_in_layers(image: str, folder: Path) -> set[bytes]:
    """The secrets in any file of any layer, whether a later layer removed it or not."""
    archive = folder / "image.tar"
    docker("save", "--output", str(archive), image)
    found: set[bytes] = set()
    with tarfile.open(archive) as outer:
        for member in outer.getmembers():
            if not member.isfile():
                continue
            stream = outer.extractfile(member)
            assert stream
            data = stream.read()
            found |= {secret for secret in SECRETS if secret in data}
    return found


def test_after_starts_in_exec_form() -> None:
    assert config("bookshop:after")["Cmd"] == ["gunicorn", "app:app"]
    assert not config("bookshop:after").get("Entrypoint")


def test_before_starts_in_a_shell() -> None:
    assert config("bookshop:before")["Cmd"] == ["/bin/sh", "-c", "python app.py"]


def test_no_layer_of_after_holds_a_secret(tmp_path: Path) -> None:
    assert secrets_in_layers("bookshop:after", tmp_path) == set()
    described = (
        json.dumps(inspect("bookshop:after")).encode()
        + docker("history", "--no-trunc", "bookshop:after").stdout.encode()
    )
    assert [secret for secret in SECRETS if secret in described] == []
    variables = [str(each).partition("=")[0] for each in config("bookshop:after")["Env"]]  # type: ignore[attr-defined]
    assert not any(re.search(r"PASSWORD|SECRET|KEY|TOKEN", each) for each in variables)


def test_the_layers_of_before_hold_them_all(tmp_path: Path) -> None:
    assert secrets_in_layers("bookshop:before", tmp_path) == set(SECRETS)


@pytest.mark.parametrize("given", [[], ["DB_PASSWORD"]])
def test_one_line_names_every_missing_secret(given: list[str], tmp_path: Path) -> None:
    names = ["DB_PASSWORD", "SECRET_KEY", "AWS_SECRET_ACCESS_KEY"]
    tmp_path.chmod(0o755)
    for name in given:
        (tmp_path / name).write_text("x")
    files = [word for name in names for word in ("--env", f"{name}_FILE=/run/secrets/{name}")]
    mounts = [
        "--volume",
        f"{ROOT}/infra/compose/with-secrets.sh:/with-secrets:ro",
        "--volume",
        f"{tmp_path}:/run/secrets:ro",
    ]
    command = [DOCKER, "run", "--rm", "--network", "none", *files, *mounts, "--entrypoint", "/bin/sh", "bookshop:after"]
    done = subprocess.run(
        [*command, "/with-secrets", "gunicorn", "app:app"], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 78
    (line,) = done.stderr.splitlines()
    assert set(line.partition(":")[2].split()) == set(names) - set(given)
