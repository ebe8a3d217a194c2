"""What the codemods make of before/ is after/; it runs, and a second run leaves it alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.pair.conftest import BEFORE, ROOT, Opening


def codemods(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "codemods", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("migrated") / "tree"
    applied = codemods("apply", BEFORE, "--unsafe", "--output", tree)
    assert applied.returncode == 0, applied.stdout + applied.stderr
    return tree


def test_before_has_findings_and_after_has_none() -> None:
    assert codemods("check", BEFORE).returncode == 1
    after = codemods("check", ROOT / "after")
    assert after.returncode == 0, after.stdout


def test_it_equals_after_byte_for_byte(migrated: Path) -> None:
    """All but the secrets, which git ignores: their values have left the code for .env."""
    made, wanted = (tree_bytes(tree) for tree in (migrated, ROOT / "after"))
    assert sorted(made) == sorted(wanted)
    assert [name for name in wanted if made[name] != wanted[name]] == []


def tree_bytes(tree: Path) -> dict[str, bytes]:
    """The files that git keeps, by their path in the tree."""
    files = {path.relative_to(tree): path for path in tree.rglob("*") if path.is_file()}
    return {
        str(name): path.read_bytes()
        for name, path in files.items()
        if "__pycache__" not in name.parts and (not name.name.startswith(".env") or name.name == ".env.example")
    }


def test_nothing_is_left(migrated: Path) -> None:
    checked = codemods("check", migrated)
    assert checked.returncode == 0, checked.stdout


def test_a_second_apply_changes_nothing(migrated: Path) -> None:
    files = {path: path.read_bytes() for path in migrated.rglob("*") if path.is_file()}
    assert codemods("apply", migrated, "--unsafe", "--allow-no-vcs").returncode == 0
    assert files == {path: path.read_bytes() for path in migrated.rglob("*") if path.is_file()}


def test_secrets_have_left_the_code(migrated: Path) -> None:
    moved = dict(line.split("=", 1) for line in (migrated / ".env").read_text().splitlines())
    secrets = [moved[name] for name in ("DB_PASSWORD", "SECRET_KEY", "CARD_NETWORK_API_KEY", "AWS_SECRET_ACCESS_KEY")]
    assert (migrated / ".env").stat().st_mode & 0o777 == 0o600
    files = [path for path in migrated.rglob("*") if path.is_file() and path.name != ".env"]
    assert [path.name for path in files if any(value.encode() in path.read_bytes() for value in secrets)] == []


def test_it_serves_with_settings_from_the_environment(migrated: Path, open_shop: Opening) -> None:
    with open_shop("before", migrated=migrated, SHOP_NAME="Set from Outside") as shop:
        customer = shop.customer()
        assert "Set from Outside" in customer.get("/").text
        assert customer.get("/api/books").json["total"] > 0
        assert not (shop.tree / "logs").exists()
        assert 'config.py", line' not in shop.process.output()
