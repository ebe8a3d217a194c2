"""Images and commands, before they are changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.domains.commands.commands import copies_all, holds, modern
from codemods.domains.commands.grace import needed, seconds
from codemods.domains.commands.gunicorn import gunicorn
from codemods.formats.dockerfile import parse
from codemods.project.project import Project


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("WORKDIR /app\nCOPY . .", True),
        ("COPY . /app\nWORKDIR /app", True),
        ("WORKDIR /srv\nWORKDIR app\nADD ./ /srv/app/", True),
        ("ENV HOME=/x\nCOPY --chown=1 . $HOME\nWORKDIR ${HOME}", True),
        ('WORKDIR /app\nCOPY [".", "."]', True),
        ("COPY . /srv\nWORKDIR /app", False),
        ("WORKDIR /app\nCOPY shop .", False),
        ("WORKDIR /app\nCOPY --from=build . .", False),
        ("WORKDIR /app\nCOPY . .\nWORKDIR shop", False),
    ],
)
def test_whether_an_added_file_is_found_where_the_process_starts(lines: str, whole: bool) -> None:
    assert copies_all(parse(f"FROM python:3.13\n{lines}\n")) is whole


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ("COPY . .", True), ("ADD ./shop /app/shop", True), ("COPY setup.py shop/ /app/", True),
        ("COPY shop/app.py .", False), ("COPY other .", False), ("COPY --from=build /shop .", False),
        ("COPY shop/*.py .", True), ("COPY shop/health.py .", True),
    ],
)  # fmt: skip
def test_whether_an_added_file_gets_into_the_image(line: str, held: bool) -> None:
    assert holds(parse(f"FROM python:3.13\n{line}\n"), "shop/health.py") is held


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("FROM python", True), ("FROM python:3.10-slim", True), ("FROM python:3.9", False), ("FROM debian", False),
        ("ARG BASE=python:3.13\nFROM ${BASE}", True), ("FROM node:20 AS js\nFROM python:3.13", True),
        ("FROM python:3.8 AS base\nFROM base", False), ("FROM python:2.7", False), ("", False),
    ],
)  # fmt: skip
def test_images_that_the_server_runs_on(text: str, known: bool) -> None:
    assert modern(parse(text)) is known


def project(root: Path, **files: str) -> Project:
    return Project(root, {name.replace("_", "."): text.encode() for name, text in files.items()})


@pytest.mark.parametrize(
    ("command", "settings", "stop"),
    [
        ("gunicorn app:app", "", None),
        ("gunicorn --graceful-timeout 8 app:app", "graceful_timeout = 20", 8),
        ("gunicorn app:app", "graceful_timeout = 20", 20),
        ("gunicorn app:app", 'DRAIN_SECONDS = float(os.environ.get("D") or 5)\ngraceful_timeout = 20\n', 25),
        ("gunicorn app:app", "graceful_timeout = stop()", None),
        ("gunicorn -c other.py app:app", "graceful_timeout = 20", None),
        ("/usr/bin/gunicorn --graceful-timeout=8.5 app:app", "", 8.5),
        ("gunicorn app:app", "from common import *\n", None),
        ("flask run", "graceful_timeout = 20", None),
    ],
)
def test_how_long_a_stop_takes(command: str, settings: str, stop: float | None, tmp_path: Path) -> None:
    tree = project(tmp_path, gunicorn_conf_py=settings)
    assert needed(tree, "", command.split()) == stop
    assert needed(tree, "", [command]) == stop


def test_what_is_given_to_gunicorn(tmp_path: Path) -> None:
    tree = project(tmp_path, conf_py='worker_class = "gthread"\ntimeout = 60\n')
    found = gunicorn(tree, "", ["gunicorn", "-c", "conf.py", "-t", "90", "app:app"])
    assert found is not None
    assert (found.number("timeout"), found.number("graceful_timeout"), found.sync, found.lost) == (
        90,
        None,
        False,
        False,
    )
    lost = gunicorn(tree, "", ["gunicorn", "-c", "none.py", "app:app"])
    assert lost is not None
    assert (lost.sync, lost.lost) == (True, True)


@pytest.mark.parametrize(("text", "value"), [("10s", 10), ("1m30s", 90), ("500ms", 0.5), ("1h", 3600), ("10", None)])
def test_durations(text: str, value: float | None) -> None:
    assert seconds(text) == value
