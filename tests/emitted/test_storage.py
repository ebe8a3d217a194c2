"""storage.py keeps its word in both places: on the disk it is the builtins, in the bucket it behaves like them."""

import builtins
import csv
import io
import json
import os
import pickle
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

from tests.emitted.support import EMITTED


@pytest.fixture(params=["disk", "bucket"])
def storage(
    request: pytest.FixtureRequest, home: Path, storage_module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> ModuleType:
    if request.param == "bucket":
        monkeypatch.setenv("STATE_URL", request.getfixturevalue("bucket").url + "/service/state")
    storage_module.makedirs("uploads", exist_ok=True)
    return storage_module


def test_what_is_written_is_read_back(storage: ModuleType) -> None:
    with storage.open("uploads/text", "w", encoding="utf-8") as file:
        file.write("größer\n")
    with storage.open(Path("uploads/text"), encoding="utf-8") as file:
        assert (file.name, file.mode) == ("uploads/text", "r")
        assert list(file) == ["größer\n"]
    with storage.open(b"uploads/text", "rb") as file:
        assert file.seek(2) == 2
        assert file.read() == "größer\n".encode()[2:]


def test_libraries_write_into_it(storage: ModuleType) -> None:
    with storage.open("uploads/data.json", "w") as file:
        json.dump({"1": 2}, file)
    with storage.open("uploads/data.pickle", "wb") as file:
        pickle.dump({1: 2}, file)
    with storage.open("uploads/data.csv", "w", newline="") as file:
        csv.writer(file).writerows([["a", "b"], ["1", "2"]])
    with storage.open("uploads/data.zip", "wb") as file, zipfile.ZipFile(file, "w") as archive:
        archive.writestr("name", "content")
    with storage.open("uploads/data.txt", "w") as file:
        print("line", file=file)

    with storage.open("uploads/data.json") as file:
        assert json.load(file) == {"1": 2}
    with storage.open("uploads/data.pickle", "rb") as file:
        assert pickle.load(file) == {1: 2}
    with storage.open("uploads/data.csv", newline="") as file:
        assert list(csv.reader(file)) == [["a", "b"], ["1", "2"]]
    with storage.open("uploads/data.zip", "rb") as file, zipfile.ZipFile(file) as archive:
        assert archive.read("name") == b"content"
    with storage.open("uploads/data.txt") as file:
        assert file.readline() == "line\n"


def test_a_file_left_to_the_collector_is_complete(storage: ModuleType) -> None:
    json.dump([1, 2], storage.open("uploads/sloppy.json", "w"))
    assert json.load(storage.open("uploads/sloppy.json")) == [1, 2]


def test_a_closed_file_is_complete(storage: ModuleType) -> None:
    file = storage.open("uploads/explicit", "w")
    file.write("whole")
    file.close()
    file.close()
    assert storage.open("uploads/explicit").read() == "whole"
    with pytest.raises(ValueError, match="closed"):
        file.write("more")


def test_missing_files(storage: ModuleType) -> None:
    for use in (storage.open, storage.size, lambda path: storage.rename(path, "uploads/new")):
        with pytest.raises(FileNotFoundError) as caught:
            use("uploads/none")
        assert caught.value.filename == "uploads/none"
    assert not storage.exists("uploads/none")
    assert not storage.exists("")


def test_exclusive_creation(storage: ModuleType) -> None:
    with storage.open("uploads/lock", "x") as file:
        file.write("first")
    with pytest.raises(FileExistsError), storage.open("uploads/lock", "x") as file:
        file.write("second")
    assert storage.open("uploads/lock").read() == "first"


def test_files_are_counted_moved_and_deleted(storage: ModuleType) -> None:
    storage.makedirs("uploads/sub/deep", exist_ok=True)
    for name in ("a", "b", "sub/c", "sub/deep/d", "uploads-of-another"):
        storage.open(f"uploads/{name}", "w").write(name)
    assert sorted(storage.listdir("uploads")) == ["a", "b", "sub", "uploads-of-another"]
    assert sorted(storage.listdir(Path("uploads/sub"))) == ["c", "deep"]
    assert "uploads" in storage.listdir()
    assert storage.size("uploads/sub/c") == 5
    storage.rename("uploads/a", "uploads/sub/a")
    storage.replace("uploads/b", "uploads/sub/c")
    storage.delete("uploads/uploads-of-another")
    assert storage.listdir("uploads") == ["sub"]
    assert storage.open("uploads/sub/a").read() == "a"
    assert storage.open("uploads/sub/c").read() == "b"


def test_uploads_and_pictures_save_themselves(storage: ModuleType) -> None:
    class Picture:
        """As Pillow does: the format comes from the name of the path, or of the file."""

        def save(self, to: Any, quality: int = 75) -> None:
            if not hasattr(to, "write"):
                with Path(to).open("wb") as file:
                    return self.save(file, quality)
            to.write(f"{Path(to.name).suffix} {quality}".encode())

    storage.save(FileStorage(io.BytesIO(b"photo"), "photo.png"), "uploads/photo.png")
    storage.save(FileStorage(io.BytesIO(b"photo2")), Path("uploads/photo2.png"), 4096)
    storage.save(Picture(), "uploads/picture.jpg", quality=90)
    assert storage.open("uploads/photo.png", "rb").read() == b"photo"
    assert storage.open("uploads/photo2.png", "rb").read() == b"photo2"
    assert storage.open("uploads/picture.jpg", "rb").read() == b".jpg 90"


def test_absolute_paths_below_the_working_directory(storage: ModuleType, home: Path) -> None:
    with storage.open(home / "uploads" / "absolute", "w") as file:
        file.write("x")
    assert storage.exists("uploads/absolute")
    assert storage.exists("uploads/../uploads/./absolute")


def test_bad_modes_and_encodings(storage: ModuleType) -> None:
    storage.open("uploads/file", "w").close()
    for mode in ("rw", "", "wx", "q", "bt"):
        with pytest.raises(ValueError, match="mode"):
            storage.open("uploads/file", mode)
    with pytest.raises(LookupError):
        storage.open("uploads/file", encoding="no-such-encoding")
    with pytest.raises(UnicodeEncodeError), storage.open("uploads/file", "w", encoding="ascii") as file:
        file.write("ß")


LOCAL: dict[str, Any] = {
    "open": builtins.open,
    "exists": os.path.exists,
    "size": os.path.getsize,
    "delete": os.remove,
    "listdir": os.listdir,
    "rename": os.rename,
    "replace": os.replace,
    "mkdir": os.mkdir,
    "makedirs": os.makedirs,
}
CALLS: list[tuple[str, tuple[Any, ...]]] = [
    ("open", ("none",)),
    ("open", ("folder",)),
    ("open", ("file", "r", 0)),
    ("open", ("file", "a")),
    ("open", ("file", "r+b", 0)),
    ("open", ("none/file", "w")),
    ("open", ("", "w")),
    ("exists", ("folder",)),
    ("exists", (3.5,)),
    ("size", ("file",)),
    ("size", ("none",)),
    ("delete", ("none",)),
    ("delete", ("file",)),
    ("delete", ("folder",)),
    ("listdir", ()),
    ("listdir", (b"folder",)),
    ("listdir", ("none",)),
    ("rename", ("file", "none/file")),
    ("rename", ("file", "other")),
    ("replace", ("folder", "file")),
    ("mkdir", ("folder",)),
    ("mkdir", ("a/b",)),
    ("makedirs", ("folder",)),
    ("makedirs", ("a/b", 0o700)),
]


@pytest.mark.parametrize(("name", "arguments"), CALLS, ids=[f"{name}{arguments}" for name, arguments in CALLS])
def test_on_the_disk_it_is_the_builtin(
    name: str, arguments: tuple[Any, ...], storage_module: ModuleType, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outcome(function: Callable[..., Any], directory: str) -> Any:
        shutil.copytree("original", directory)
        monkeypatch.chdir(home / directory)
        try:
            result = function(*arguments)
            said: Any = (type(result), result) if not hasattr(result, "close") else (type(result), result.mode)
        except Exception as error:
            said = (type(error), error.args)
        tree = sorted((str(path), path.is_file() and path.read_bytes()) for path in Path().rglob("*"))
        modes = {str(path): path.stat().st_mode for path in Path().rglob("*")}
        monkeypatch.chdir(home)
        return said, tree, modes

    (home / "original" / "folder").mkdir(parents=True)
    (home / "original" / "file").write_text("content")
    assert outcome(getattr(storage_module, name), "ours") == outcome(LOCAL[name], "theirs")


def test_boto3_is_not_imported_before_it_is_needed(home: Path) -> None:
    code = "import sys, storage; storage.open('f', 'w').close(); print(sorted({'boto3', 'botocore'} & {*sys.modules}))"
    path = {"PYTHONPATH": str(EMITTED)}
    done = subprocess.run([sys.executable, "-c", code], env=path, cwd=home, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
