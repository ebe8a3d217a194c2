"""The rewritten cases of OP701, run: each line comes out of the process exactly once, and no file is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.codemods.case_files import case
from tests.codemods.trees import plant

PROGRAMS = {
    "flask_default_handler": 'import app; app.app.logger.info("ONCE")',
    "imports_in_a_block": 'import app; app.app.logger.warning("ONCE")',
    "flask_errors_only": 'import app; app.create_app().logger.error("ONCE")',
    "console_beside": 'import log; log.get_logger("x").info("ONCE")',
    "console_narrower": 'import log; log.logger.debug("ONCE")',
    "list_of_handlers": 'import main, logging; logging.info("ONCE")',
    "basic_config_above": 'import log; log.logger.info("ONCE")',
    "two_files": 'import log, logging; logging.getLogger("z").error("ONCE")',
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_line_comes_once(name: str, tmp_path: Path) -> None:
    tree = plant(tmp_path / "tree", case("OP701", name).after or {})
    run = subprocess.run(
        [sys.executable, "-B", "-c", PROGRAMS[name]], cwd=tree, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    assert (run.stdout + run.stderr).count("ONCE") == 1
    assert [path.name for path in tree.rglob("*") if path.is_file() and path.suffix != ".py"] == []
