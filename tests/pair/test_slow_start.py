"""before/ with the fixes of anti-pattern 4 alone: it starts without the model, and a command prepares its database."""

import subprocess
import sys
from pathlib import Path

import pytest

from labs.cluster import processes, runbook, service
from tests.pair.conftest import BEFORE, ROOT, Opening


def codemods(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "codemods", *map(str, arguments), "--select", "4"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("migrated") / "tree"
    applied = codemods("apply", BEFORE, "--unsafe", "--output", tree)
    assert applied.returncode == 0, applied.stdout + applied.stderr
    return tree


def test_nothing_is_left_and_a_second_apply_changes_nothing(migrated: Path) -> None:
    checked = codemods("check", migrated)
    assert checked.returncode == 0, checked.stdout
    files = {path: path.read_bytes() for path in migrated.rglob("*") if path.is_file()}
    assert codemods("apply", migrated, "--unsafe", "--allow-no-vcs").returncode == 0
    assert files == {path: path.read_bytes() for path in migrated.rglob("*") if path.is_file()}


def test_it_serves_from_a_prepared_database(migrated: Path, open_shop: Opening) -> None:
    with open_shop("before", migrated=migrated) as shop:
        assert shop.customer().get("/api/books").json["total"] > 0
        model = shop.customer().get("/api/recommendations/1")
        assert model.status == 200
        assert model.json["books"]


def test_it_starts_without_the_model(migrated: Path, open_shop: Opening) -> None:
    """What needs no model is served; what does fails alone, and is no longer asked for at the start."""
    with open_shop("before", migrated=migrated, MODEL_BUCKET="nowhere") as shop:
        assert shop.customer().get("/api/books").status == 200
        assert shop.customer().get("/api/recommendations/1").status == 500


@pytest.mark.parametrize("kind", ["before", "migrated"])
def test_only_before_waits_for_its_database(kind: str, migrated: Path, models: str, bucket_server: object) -> None:
    """With no database there: before/ never listens, its successor listens at once and says 500."""
    with processes.workspace("bookshop-") as home:
        port = processes.free_port()
        settings = {
            "HOST": processes.HOST,
            "PORT": str(port),
            "DB_PORT": str(processes.free_port()),
            "MODEL_BUCKET": models,
            **bucket_server.environment,  # type: ignore[attr-defined]
        }
        tree = service.copy(migrated if kind == "migrated" else BEFORE, home / "app")
        runbook.carry_out(tree, settings)
        process = service.start(tree, service.command(tree), home / "web.log", settings)
        try:
            if kind == "migrated":
                processes.wait_until(lambda: processes.accepts(port), 60, "the service to listen", process)
            else:
                with pytest.raises(TimeoutError):
                    processes.wait_until(lambda: processes.accepts(port), 5, "the service to listen", process)
        finally:
            process.kill()
