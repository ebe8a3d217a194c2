"""What is said of a stop is true of process 1 too, for which a signal has no default action."""

from __future__ import annotations

import pytest

from codemods.engine.registry import select
from codemods.engine.session import check
from tests.codemods.trees import project

CONSUMER = """import pika


def start(channel):
    channel.start_consuming()


if __name__ == "__main__":
    start(pika)
"""
HEARS = "import signal\n\nsignal.signal(signal.SIGTERM, print)\n"
IMAGE = "FROM python:3.13\nWORKDIR /app\nCOPY . .\n"


def said(files: dict[str, str], rule: str) -> list[str]:
    found = check(project({"worker.py": CONSUMER, **files}), select((rule,)), jobs=1).findings
    return [f"{each.message}: {each.remedy}" for each in found]


@pytest.mark.parametrize(
    ("files", "killed"),
    [
        ({"Dockerfile": f'{IMAGE}CMD ["python", "worker.py"]\n'}, True),
        ({"Dockerfile": f'{IMAGE}CMD ["./run.sh"]\n', "run.sh": "#!/bin/bash\npython worker.py\n"}, True),
        ({"Dockerfile": f'{IMAGE}ENTRYPOINT ["tini", "--"]\nCMD ["python", "worker.py"]\n'}, False),
        (
            {
                "Dockerfile": IMAGE,
                "compose.yaml": "services:\n  w:\n    build: .\n    init: true\n    command: python worker.py\n",
            },
            False,
        ),
        ({"Procfile": "worker: python worker.py\n"}, False),
    ],
)
def test_a_consumer_without_a_handler(files: dict[str, str], killed: bool) -> None:
    assert [each.startswith("as process 1 nothing hears SIGTERM") for each in said(files, "OP321")] == [killed]


@pytest.mark.parametrize(
    ("command", "more", "hears"),
    [
        ("python worker.py", {}, False),
        ("python worker.py", {"stop.py": HEARS}, True),
        ("flask run -h 0.0.0.0", {}, False),
        ("gunicorn app:app", {}, True),
        ("celery -A app worker", {}, True),
    ],
)
def test_exec_alone_is_no_stop(command: str, more: dict[str, str], hears: bool) -> None:
    files = {"Dockerfile": f'{IMAGE}CMD ["./run.sh"]\n', "run.sh": f"#!/bin/sh\n{command}\n", **more}
    assert ["let it handle SIGTERM too" in each for each in said(files, "OP303")] == [not hears]
