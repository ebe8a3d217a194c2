"""Kubernetes manifests, task definitions and templates: values with the way to them."""

from __future__ import annotations

import pytest

from codemods.formats import kind_of
from codemods.formats.yaml import parse
from codemods.vocabulary.finding import Span

PODS = """\
kind: Service
---
kind: Deployment
spec:
  containers:
    - name: web  # the shop
      command: ["gunicorn", "app:app"]
      args: --reload  -w 3
"""


def test_each_document_of_a_stream_with_its_places() -> None:
    first, second = parse(PODS).parts
    assert first.values[("kind",)].value == "Service"
    name = second.values[("spec", "containers", 0, "name")]
    assert (name.value, name.span) == ("web", Span(6, 13, 6, 16))
    assert second.words(("spec", "containers", 0, "command")) == ("gunicorn", "app:app")
    assert second.words(("spec", "containers", 0, "args")) == ("--reload", "-w", "3")
    assert second.words(("spec", "none")) == ()


def test_json_is_read_too() -> None:
    (part,) = parse('{\n "containerDefinitions": [{"stopTimeout": 30}]\n}\n').parts
    found = part.values[("containerDefinitions", 0, "stopTimeout")]
    assert (found.value, found.span) == ("30", Span(2, 43, 2, 45))


@pytest.mark.parametrize("text", ["", "{{- if .Values.a }}\na: {{ .b }}\n", "a: [", "\tb: 1", "a: *x"])
def test_what_is_no_yaml_has_no_documents(text: str) -> None:
    assert all(not part.scalars for part in parse(text).parts)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("task-definition.json", "yaml"), ("infra/taskdef.json", "yaml"), ("web-task-def.prod.json", "yaml"),
        ("ecs/task.json", "yaml"), ("shop-task-web.json", "yaml"), ("ecs/service-web.json", "yaml"),
        ("package.json", ""), ("tasks.json", ""), ("task_defaults.json", ""), ("k8s/web.yml", "yaml"),
    ],
)  # fmt: skip
def test_which_files(path: str, kind: str) -> None:
    assert kind_of(path) == kind
