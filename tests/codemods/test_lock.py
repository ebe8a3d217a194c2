"""Requirements become a lock with hashes, compiled from a folder of wheels instead of an index."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from codemods.engine.fix import Fixed, fix
from codemods.engine.registry import select
from codemods.engine.request import load
from codemods.formats import requirements
from codemods.rewriting.text import lock
from codemods.vocabulary.rule import Skip
from tests.codemods.trees import git, plant

IMAGE = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD python app.py\n"
WHEELS = (
    ("alpha", "1.0", "gamma"),
    ("alpha", "2.0", "gamma"),
    ("beta", "1.5", ""),
    ("gamma", "0.1", ""),
    ("gamma", "0.2", ""),
)


def wheel(folder: Path, name: str, version: str, needs: str = "") -> Path:
    """The smallest wheel there is."""
    stem = f"{name}-{version}"
    required = f"Requires-Dist: {needs}\n" if needs else ""
    files = {
        f"{name}.py": f'VERSION = "{version}"\n',
        f"{stem}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{required}",
        f"{stem}.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()},{len(text)}\n"
        for path, text in files.items()
    )
    target = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(target, "w") as archive:
        for path, text in {**files, f"{stem}.dist-info/RECORD": f"{record}{stem}.dist-info/RECORD,,\n"}.items():
            archive.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), text)
    return target


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels, all that uv can reach; nothing is installed anywhere."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name, version, needs in WHEELS:
        wheel(folder, name, version, needs)
    monkeypatch.setenv("UV_FIND_LINKS", str(folder))
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    return folder


def fixed(root: Path, codes: str = "2") -> Fixed:
    if not (root / "Dockerfile").exists():
        plant(root, {".python-version": f"{sys.version_info.major}.{sys.version_info.minor}\n"})
    rules = select(tuple(codes.split(",")))
    result = fix(load(root)[0], rules, unsafe=True, jobs=1)
    plant(root, result.changes)
    assert fix(load(root)[0], rules, unsafe=True, jobs=1).changes == {}
    return result


def pins(root: Path, name: str = "requirements.txt") -> dict[str, str]:
    lock = requirements.parse((root / name).read_text())
    assert all(each.hashed for each in lock.requirements)
    return {each.name: each.version for each in lock.requirements}


def test_what_is_asked_for_moves_to_a_source_and_its_lock_is_compiled(index: Path, tmp_path: Path) -> None:
    asked = "# The shop\nalpha[extra] >=1,<2  # not 2\nbeta==1.5 ; python_version >= '3.8'\n"
    root = plant(tmp_path / "shop", {"requirements.txt": asked, "Dockerfile": IMAGE})
    result = fixed(root)
    assert result.left.findings == []
    assert (root / "requirements.in").read_text() == asked
    assert pins(root) == {"alpha": "1.0", "beta": "1.5", "gamma": "0.2"}
    assert "find-links" not in (root / "requirements.txt").read_text()
    assert str(tmp_path) not in (root / "requirements.txt").read_text()
    assert (root / "Dockerfile").read_text() == (
        "FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt .\n"
        "RUN pip install --no-cache-dir --require-hashes -r requirements.txt\nCOPY . .\nCMD python app.py\n"
    )


def test_the_versions_of_the_active_environment_are_kept(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "env" / "lib" / "python3.13" / "site-packages"
    for name, version in (("Alpha", "1.0"), ("gamma", "0.1")):
        plant(site, {f"{name}-{version}.dist-info/METADATA": f"Name: {name}\nVersion: {version}\n"})
    root = plant(tmp_path / "shop", {"requirements.txt": "alpha\n"})
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "env"))
    fixed(root)
    assert pins(root) == {"alpha": "1.0", "gamma": "0.1"}


def test_an_environment_that_lacks_something_is_another_services(index: Path, tmp_path: Path) -> None:
    site = tmp_path / "shop" / ".venv" / "lib" / "python3.13" / "site-packages"
    plant(site, {"gamma-0.1.dist-info/METADATA": "Name: gamma\nVersion: 0.1\n"})
    root = plant(tmp_path / "shop", {"requirements.txt": "alpha\ngamma\n"})
    fixed(root)
    assert pins(root) == {"alpha": "2.0", "gamma": "0.2"}


def test_a_lock_above_says_versions_and_hashes(index: Path, tmp_path: Path) -> None:
    hashes = {name: hashlib.sha256(name.encode()).hexdigest() for name in ("alpha", "gamma")}
    lock = "".join(
        f"{name}=={version} --hash=sha256:{hashes[name]}\n" for name, version in (("alpha", "1.0"), ("gamma", "0.1"))
    )
    plant(tmp_path / "repo", {"requirements.lock": lock, "shop/requirements.txt": "alpha\n"})
    git(tmp_path / "repo", "init", "--quiet")
    fixed(tmp_path / "repo" / "shop")
    assert pins(tmp_path / "repo" / "shop") == {"alpha": "1.0", "gamma": "0.1"}
    assert all(each in (tmp_path / "repo" / "shop" / "requirements.txt").read_text() for each in hashes.values())


def test_a_lock_that_lacks_what_its_source_names_is_compiled_again(index: Path, tmp_path: Path) -> None:
    root = plant(tmp_path / "shop", {"requirements.txt": "alpha<2\n"})
    fixed(root)
    (root / "requirements.in").write_text("alpha\nbeta\n")
    wheel(index, "gamma", "0.3")
    result = fixed(root)
    assert [each.message for each in result.fixed] == ["the lock lacks beta, which requirements.in names"]
    assert pins(root) == {"alpha": "1.0", "beta": "1.5", "gamma": "0.2"}


APP = "import stripe\nfrom flask import Flask\n\nimport slugify\n\napp = Flask(__name__)\nprint(stripe, slugify)\n"


def environment(folder: Path, monkeypatch: pytest.MonkeyPatch, *versions: str) -> None:
    """What runs today, as VIRTUAL_ENV names it; the index has the same versions and newer ones."""
    site = folder / "env" / "lib" / "python3.13" / "site-packages"
    for each in versions:
        name, _, version = each.partition("==")
        plant(site, {f"{name}-{version}.dist-info/METADATA": f"Name: {name}\nVersion: {version}\n"})
        wheel(folder / "wheels", name.replace("-", "_"), version)
        wheel(folder / "wheels", name.replace("-", "_"), "99.0")
    monkeypatch.setenv("VIRTUAL_ENV", str(folder / "env"))


def test_where_nothing_says_what_is_needed_the_imports_do(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment(tmp_path, monkeypatch, "flask==3.0", "stripe==13.0", "python-slugify==8.0", "gunicorn==27.0.1")
    root = plant(tmp_path / "shop", {"app.py": APP, "Procfile": "web: gunicorn app:app\n"})
    result = fixed(root, "OP208,OP209")
    assert result.left.findings == []
    assert (root / "requirements.in").read_text() == "flask\ngunicorn\npython-slugify\nstripe\n"
    assert pins(root) == {"flask": "3.0", "gunicorn": "27.0.1", "python-slugify": "8.0", "stripe": "13.0"}
    assert (root / "app.py").read_text() == APP


@pytest.mark.parametrize(
    "files",
    [
        {"app.py": APP.replace("import slugify", "import slugify_of_the_house")},
        {"app.py": APP.replace("print", "import flask_bootstrap\nprint")},
        {"app.py": APP, "Procfile": "web: uvicorn app:app\n"},
        {"app.py": APP, "Dockerfile": "FROM registry.example.com/shop\nCMD python app.py\n"},
        {"app.py": APP, "runtime.txt": "python-3.6.1\n"},
        {"app.py": APP.replace("print(", "print('mysql://db', ")},
        {"app.py": APP + "\n\ndef mail():\n    import sendgrid\n"},
    ],
)
def test_imports_that_do_not_tell_all_are_only_reported(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]
) -> None:
    environment(tmp_path, monkeypatch, "flask==3.0", "stripe==13.0", "python-slugify==8.0", "flask-bootstrap==3.0")
    result = fixed(plant(tmp_path / "shop", files), "OP208")
    assert result.changes == {}
    assert result.dropped == []
    assert [each.rule for each in result.left.findings] == ["OP208"]


@pytest.mark.parametrize(
    ("files", "path", "becomes"),
    [
        ({"requirements.txt": "flask==3.0\npython-slugify==8.0\n"}, "requirements.txt",
         "flask==3.0\npython-slugify==8.0\nstripe==13.0\n"),
        ({"requirements.txt": "flask\r\npython-slugify==8.0\r\n"}, "requirements.txt",
         "flask\r\npython-slugify==8.0\r\nstripe\r\n"),
        ({"requirements.in": "flask\npython-slugify", "requirements.txt": "flask==3.0\npython-slugify==8.0\n"},
         "requirements.txt", "flask==3.0\npython-slugify==8.0\nstripe==13.0\n"),
    ],
)  # fmt: skip
def test_an_import_that_no_manifest_names_is_added_as_its_neighbours_are(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], path: str, becomes: str
) -> None:
    environment(tmp_path, monkeypatch, "flask==3.0", "stripe==13.0", "python-slugify==8.0")
    root = plant(tmp_path / "shop", {"app.py": APP, **files})
    result = fixed(root, "OP210")
    assert [each.message for each in result.fixed] == ["no manifest names stripe, which this imports"]
    assert (root / path).read_bytes().decode() == becomes
    if "requirements.in" in files:
        assert (root / "requirements.in").read_text() == "flask\npython-slugify\nstripe\n"


def test_an_import_that_was_added_is_locked(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment(tmp_path, monkeypatch, "flask==3.0", "stripe==13.0", "python-slugify==8.0")
    root = plant(tmp_path / "shop", {"app.py": APP, "requirements.txt": "flask\npython-slugify\n"})
    assert fixed(root).left.findings == []
    assert (root / "requirements.in").read_text() == "flask\npython-slugify\nstripe\n"
    assert pins(root) == {"flask": "3.0", "python-slugify": "8.0", "stripe": "13.0"}
    (root / "app.py").write_text(f"import sendgrid\n{APP}")
    wheel(index, "sendgrid", "6.0")
    assert fixed(root).left.findings == []
    assert pins(root) == {"flask": "3.0", "python-slugify": "8.0", "sendgrid": "6.0", "stripe": "13.0"}


def test_without_an_index_the_other_fixes_are_made(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UV_FIND_LINKS")
    image = IMAGE.replace("RUN pip", "RUN pip install beta\nRUN pip", 1)
    root = plant(tmp_path / "shop", {"requirements.txt": "alpha\n", "Dockerfile": image})
    result = fixed(root)
    assert {path: data.decode() for path, data in result.changes.items()} == {
        "requirements.txt": "alpha\nbeta\n", "Dockerfile": IMAGE,
    }  # fmt: skip
    (dropped,) = result.dropped
    assert "no package index can be reached" in dropped.message
    assert "\n" not in dropped.message
    assert [each.rule for each in result.left.findings] == ["OP209"]


def test_requirements_that_do_not_fit_are_said_in_one_line(index: Path, tmp_path: Path) -> None:
    result = fixed(plant(tmp_path / "shop", {"requirements.txt": "alpha>=3\n"}))
    assert result.changes == {}
    assert re.search(r"alpha>=3[^\n]*unsatisfiable", result.dropped[0].message)
    assert str(tmp_path) not in result.dropped[0].message


@pytest.mark.parametrize(
    "files",
    [
        {"requirements.txt": "-r base.txt\nalpha\n", "base.txt": "beta==1.5\n"},
        {"requirements.txt": "--find-links wheels\nalpha\n"},
        {"requirements.txt": "-e .\nalpha\n"},
        {"requirements.txt": "alpha\ngit+ssh://git@example.com/lib.git@0123456789abcdef\n"},
        {"requirements.txt": "alpha\n", "requirements-dev.txt": "-r requirements.txt\npytest\n"},
        {"requirements.txt": "alpha\n", "setup.py": "needs = open('requirements.txt').read().split()\n"},
        {"requirements.txt": "alpha\n", "ci.yml": "- run: pip install -r requirements.txt pytest\n"},
        {"requirements.txt": "alpha\n", "Dockerfile": IMAGE.replace("txt\n", "txt beta==1.5\n")},
        {"requirements.txt": "alpha\n", "Dockerfile": IMAGE.replace("3.13-slim", "3.6")},
        {"requirements.txt": "alpha\n", "Dockerfile": IMAGE.replace("python:3.13", "resin/pi-python:3.6")},
        {"requirements.txt": "alpha\n", "Dockerfile": IMAGE.replace("python:3.13-slim", "ubuntu:18.04")},
    ],
)
def test_where_a_lock_could_break_something_it_is_only_reported(
    index: Path, tmp_path: Path, files: dict[str, str]
) -> None:
    result = fixed(plant(tmp_path / "shop", files), "OP209")
    assert result.changes == {}
    assert result.dropped == []
    assert [each.path for each in result.left.findings] == ["requirements.txt"]


PIP, LOCKED = "pip install -r requirements.txt", "pip install --no-cache-dir --require-hashes -r requirements.txt"


@pytest.mark.parametrize(
    ("image", "becomes"),
    [
        (f"COPY . /app\nRUN {PIP}", f"COPY . /app\nRUN {LOCKED}"),
        (f"COPY . .\nRUN {PIP} && make", f"COPY . .\nRUN {LOCKED} && make"),
        (f"ADD . ./\nRUN python -m {PIP}", f"COPY requirements.txt .\nRUN python -m {LOCKED}\nADD . ./"),
        ("RUN pip3 install --no-cache-dir -r /r/requirements.txt", None),
        (f"RUN --mount=type=cache,target=/c {PIP}", f"RUN --mount=type=cache,target=/c {LOCKED}"),
    ],
)
def test_a_dockerfile_is_changed_no_more_than_it_must(
    index: Path, tmp_path: Path, image: str, becomes: str | None
) -> None:
    head = "FROM python:3.13-slim\n"
    root = plant(tmp_path / "shop", {"requirements.txt": "alpha\n", "Dockerfile": f"{head}{image}\n"})
    fixed(root, "OP209")
    becomes = becomes or image.replace("install", "install --require-hashes")
    becomes = becomes.replace("--no-cache-dir ", "") if "--mount" in becomes else becomes
    assert (root / "Dockerfile").read_text() == f"{head}{becomes}\n"


def test_two_clean_rooms_get_the_same_and_a_changed_hash_is_refused(index: Path, tmp_path: Path) -> None:
    root = plant(tmp_path / "shop", {"requirements.txt": "alpha\nbeta\n"})
    fixed(root)

    def install(name: str) -> subprocess.CompletedProcess[str]:
        pip = [sys.executable, "-m", "pip", "install", "--no-index", "--find-links", index, "--target", tmp_path / name]
        options = ["--require-hashes", "--no-compile", "--quiet", "-r", root / "requirements.txt"]
        environment = {"PATH": os.environ["PATH"], "PIP_CONFIG_FILE": os.devnull}
        return subprocess.run([*pip, *options], capture_output=True, text=True, check=False, env=environment)

    def held(name: str) -> dict[str, bytes]:
        files = [each for each in (tmp_path / name).rglob("*") if each.is_file()]
        return {each.relative_to(tmp_path / name).as_posix(): each.read_bytes() for each in files}

    wheel(index, "alpha", "3.0")
    assert install("one").returncode == 0
    wheel(index, "gamma", "0.9")
    assert install("two").returncode == 0
    assert held("one") == held("two")
    assert {"alpha.py", "beta.py", "gamma.py"} <= held("one").keys()
    with zipfile.ZipFile(index / "alpha-2.0-py3-none-any.whl", "a") as archive:
        archive.writestr("tampered.py", "")
    refused = install("three")
    assert refused.returncode != 0
    assert "DO NOT MATCH THE HASHES" in refused.stderr


def test_without_uv_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_uv", lambda: "/nonexistent/uv")
    with pytest.raises(Skip, match=r"uv is missing: `pip install 'operable\[locks\]'` brings it$"):
        lock.compiled("alpha\n", "requirements.in", "3.11", "")
