"""What can be said of tests/kind without a cluster: its files are valid, and it still fits the definitions."""

from __future__ import annotations

import re
from pathlib import Path

from ruamel.yaml import YAML

from tests.infra.support import ROOT, of_kind, overlay, pods, run, tool

KIND = ROOT / "tests/kind"


def documents(name: str) -> list[dict[str, object]]:
    return list(YAML(typ="safe").load_all(KIND / name))


def test_its_objects_are_valid(tmp_path: Path) -> None:
    done = run(tool("kubernetes-validate"), "--strict", KIND / "database.yaml", KIND / "externalsecrets.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_has_what_the_staging_overlay_looks_for() -> None:
    (settings,) = of_kind(overlay("staging"), "ConfigMap")
    service = documents("database.yaml")[0]["metadata"]
    assert settings["data"]["DB_HOST"] == "{name}.{namespace}".format(**service)  # type: ignore[arg-type]
    script = (KIND / "run.sh").read_text()
    assert f"subjectAltName=DNS:{settings['data']['DB_HOST']}" in script
    (external,) = of_kind(overlay("staging"), "ExternalSecret")
    given = set(re.findall(r"--from-(?:literal|file)=(\w+)=", script))
    assert given == {each["secretKey"] for each in external["spec"]["data"]}
    assert external["spec"]["target"]["name"] == "bookshop-secrets-1"
    image = dict(pods(overlay("staging")))["bookshop-web"]["containers"][0]["image"]
    assert f"image={image}\n" in script
    assert {node["labels"]["topology.kubernetes.io/zone"] for node in documents("cluster.yaml")[0]["nodes"][1:]} == {  # type: ignore[index]
        "a", "b", "c",
    }  # fmt: skip
