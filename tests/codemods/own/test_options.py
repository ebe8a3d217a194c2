"""`[tool.operable.options]`: what the owner says of a project, and what becomes of the findings."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from codemods.engine import cache
from codemods.engine.own.telling import OPTIONS, BadOption, told
from codemods.engine.request import Request, options
from codemods.project.told import Told
from tests.codemods.trees import HANDLER, ROOT, codemods, environment, plant

PARTNER = 'import requests\n\n\ndef rates():\n    return requests.get("https://rates.partner.example:8443/v1").json()\n'
SHOP = 'import requests\n\n\ndef orders():\n    return requests.get("https://orders.shop.example/v1").json()\n'
FILES = {
    "partner.py": PARTNER, "shop.py": SHOP, "acceptance/log.py": HANDLER,
    "config.py": 'MAIL_SERVER = "mail.partner.example"\nTENANT_HOST = "tenant.internal"\n',
    "db.py": 'import psycopg\n\n\ndef connect():\n    return psycopg.connect(host="db.partner.example", dbname="x")\n',
    "uri.py": 'import redis\n\ncache = redis.from_url("redis://cache.partner.example:6379/0")\n',
}  # fmt: skip


def check(root: Path, said: str) -> dict[tuple[str, int], dict[str, Any]]:
    plant(root, FILES | {"operable.toml": said})
    home = str(root.parent / "cache")
    done = codemods("check", "--format", "json", "--ignore", "8,OP209", cwd=root, env=environment(XDG_CACHE_HOME=home))
    assert done.returncode in (0, 1), done.stderr
    found = json.loads(done.stdout)["findings"]
    return {(each["path"], each["line"]): each for each in found}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "service"


def test_fixed_hosts_may_stay_in_the_code(root: Path) -> None:
    """And a result that is kept is of the options that it was found with."""
    before = check(root, "")
    assert {("partner.py", 5), ("config.py", 1), ("config.py", 2), ("db.py", 5), ("uri.py", 3)} <= before.keys()
    after = check(root, '[options]\nfixed-hosts = ["partner.example"]\n')
    assert before.keys() - after.keys() == {("partner.py", 5), ("config.py", 1), ("uri.py", 3)}
    assert "takes its name from the code" in after["db.py", 5]["message"]
    assert check(root, "").keys() == before.keys()


def test_own_domains_are_others_in_every_environment(root: Path) -> None:
    assert ("shop.py", 5) not in check(root, "")
    assert check(root, '[options]\nown-domains = ["shop.example"]\n')["shop.py", 5]["rule"] == "OP507"
    both = 'own-domains = ["shop.example"]\nfixed-hosts = ["orders.shop.example"]\n'
    assert ("shop.py", 5) not in check(root, f"[options]\n{both}")


def test_folders_of_tests_hold_no_findings(root: Path) -> None:
    assert ("acceptance/log.py", 3) in check(root, "")
    assert ("acceptance/log.py", 3) not in check(root, '[options]\ntest-folders = ["acceptance"]\n')


@pytest.mark.parametrize("names", ['["TENANT_HOST"]', '["TENANT_*"]'])
def test_no_setting_is_called_as_the_platform_calls_its_own(names: str, root: Path) -> None:
    assert check(root, "")["config.py", 2]["fix"] != "none"
    found = check(root, f"[options]\nplatform-names = {names}\n")["config.py", 2]
    assert found["fix"] == "none"
    assert "TENANT_HOST is set by platforms" in found["remedy"]


def test_env_check_asks_for_no_name_of_the_platform(root: Path) -> None:
    plant(root, {"app.py": 'import os\n\nTENANT = os.environ["TENANT_ID"]\n', "operable.toml": ""})
    assert codemods("env", "--check", cwd=root).returncode == 1
    plant(root, {"operable.toml": '[options]\nplatform-names = ["TENANT_*"]\n'})
    done = codemods("env", "--check", cwd=root)
    assert done.returncode == 0, done.stdout


def test_the_names_of_results_tell_options_apart(tmp_path: Path) -> None:
    names = set()
    for said in ("", '[options]\ntest-folders = ["qa"]\n'):
        plant(tmp_path, {"app.py": HANDLER, "operable.toml": said})
        request = Request(tmp_path, options(tmp_path))
        files = {path: file for path, file in request.project.files.items() if path.endswith(".py")}
        request.project.files = files
        names |= {cache.names(request.project, ["OP701"]).state}
    # operable.toml itself lies around the tree, and would tell them apart.
    request.project.told = Told(test_folders=("qa",))
    same = cache.names(request.project, ["OP701"]).state
    request.project.told = Told()
    assert cache.names(request.project, ["OP701"]).state != same


WRONG = [
    ("options = 1", "'options' of [tool.operable] is a table"),
    ('[options]\nplatform-name = ["A"]', "did you mean platform-names?"),
    ("[options]\ncolour = []", "it knows platform-names, fixed-hosts, own-domains, test-folders"),
    ('[options]\nplatform-names = "A"', "'platform-names' of [tool.operable.options] is a list of strings"),
    ("[options]\ntest-folders = [1]", "is a list of strings"),
    ('[options]\nplatform-names = ["A-B"]', "'A-B' in 'platform-names' of [tool.operable.options] is no variable"),
    ('[options]\nfixed-hosts = ["https://x.example"]', "is no host: write it without scheme, port, path and *"),
    ('[options]\nfixed-hosts = ["x.example:80"]', "is no host"),
    ('[options]\nown-domains = ["shop"]', "is no domain: write all of it"),
    ('[options]\ntest-folders = ["tests/qa"]', "is a path: write the name of the folder"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "remedy"), WRONG)
def test_a_wrong_value_is_one_line_with_a_remedy(said: str, remedy: str, tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER, "operable.toml": said + "\n"})
    done = codemods("check", ".", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("error: ")
    assert "operable.toml: " in done.stderr
    assert remedy in done.stderr


def test_the_schema_says_the_same() -> None:
    schema: Any = json.loads((ROOT / "docs/operable.schema.json").read_text())
    assert set(schema["properties"]["options"]["properties"]) == set(OPTIONS)
    assert {each.replace("-", "_") for each in OPTIONS} == set(Told.__dataclass_fields__)
    for said, _ in WRONG:
        table = tomllib.loads(said)
        with pytest.raises(BadOption):
            told(table["options"])
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(table, schema)
    (example,) = re.findall(
        r"```toml\n(\[tool.operable.options\].*?)```", (ROOT / "docs/own-rules.md").read_text(), re.DOTALL
    )
    table = tomllib.loads(example)["tool"]["operable"]
    jsonschema.validate(table, schema)
    assert told(table["options"]).is_own("orders.shop.example")
