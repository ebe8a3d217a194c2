"""OP513: an image that belongs to one environment.

What was tested in staging is not what runs in production: it was built again, from a tree that may have been edited,
on another day. The image holds that environment's settings, and often its secrets.

Before::

    image: registry.example.com:5000/shop:latest-prod

By hand: build once for each version, name the image by it (better by its digest), and give each environment its
settings from outside (OP501 to OP507 find those that are in the code). Kubernetes manifests, kustomizations and ECS
task definitions are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from codemods.domains.deployment.workloads import image_name, image_tag, own_containers
from codemods.formats import yaml
from codemods.formats.compose import Scalar
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, parts, use_of_path
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule("OP513", "environment-image", needles=("image", "newTag"), safety=Safety.NONE)

_ENVIRONMENTS = frozenset(("production", "prod", "staging", "stage", "stg", "preprod", "uat"))
_REMEDY = "build once, name the image by its version, and give each environment its settings"


@rule.find(yaml.Document)
def of_one_environment(document: yaml.Document, file: SourceFile) -> Iterator[Finding]:
    """The images whose tag, or the end of whose name, is an environment's."""
    for part in document.parts:
        for image, words in (*_of_containers(part, file), *_of_kustomization(part, file)):
            said = next((each for each in words if each in _ENVIRONMENTS), None)
            if said:
                text = f"the image is one environment's own ({said}): another one runs what was not tested here"
                yield file.finding(rule, image.span, text, _REMEDY, safety=Safety.NONE)


def _of_containers(part: yaml.Part, file: SourceFile) -> Iterator[tuple[Scalar, list[str]]]:
    for at in own_containers(part, file):
        for image in (part.values[(*at, key)] for key in ("image", "Image") if (*at, key) in part.values):
            yield image, [*parts(image_tag(image.value)), *parts(image_name(image.value))[-1:]]


def _of_kustomization(part: yaml.Part, file: SourceFile) -> Iterator[tuple[Scalar, list[str]]]:
    if (
        file.path.rpartition("/")[2].lower().startswith("kustomization.")
        and use_of_path(file.path, file.project.told.test_folders) is Use.PRODUCTION
    ):
        for path, value in part.values.items():
            if path[:1] == ("images",) and path[-1] == "newTag":
                yield value, parts(value.value)
