"""Imports stand above the first statement that reads their name while the module is loaded."""

import pytest

from codemods.vocabulary.rule import Skip
from tests.codemods.rewriting.test_imports import added

ORDER = {
    "an import below its first use": (
        "host = os.environ\nimport os\nimport json\n",
        ["os.environ"],
        "import os\n\nhost = os.environ\nimport json\n",
    ),
    "one of several names": (
        '"""Doc."""\nhost = os.environ\n\nimport json, os, sys\n',
        ["os.environ"],
        '"""Doc."""\n\nimport os\n\nhost = os.environ\n\nimport json, sys\n',
    ),
    "its last name": (
        "host = os.environ\nimport json, os\n",
        ["os.environ"],
        "import os\n\nhost = os.environ\nimport json\n",
    ),
    "a member": (
        "host = environ\nfrom os import environ, path\n",
        ["os.environ"],
        "from os import environ\n\nhost = environ\nfrom os import path\n",
    ),
    "behind a future import": (
        "from __future__ import annotations\n\nhost = os.environ\n\nimport os\n\nx = 1\n",
        ["os.environ"],
        "from __future__ import annotations\n\nimport os\n\nhost = os.environ\n\nx = 1\n",
    ),
    "only a function reads it earlier": (
        "def f():\n    return os.environ\n\n\nimport os\n",
        ["os.environ"],
        "def f():\n    return os.environ\n\n\nimport os\n",
    ),
    "a default argument reads it earlier": (
        "def f(x=os.environ):\n    return x\n\n\nimport os\n",
        ["os.environ"],
        "import os\n\n\ndef f(x=os.environ):\n    return x\n",
    ),
    "a guarded import reads it": (
        "import flask\n\ntry:\n    import local\nexcept ImportError:\n    host = os.environ\n\nimport json\n",
        ["os.environ"],
        "import os\n\nimport flask\n\ntry:\n    import local\nexcept ImportError:\n    host = os.environ\n\n"
        "import json\n",
    ),
    "for type checking only": (
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import os\n\nhost = os.environ\n",
        ["os.environ"],
        "import os\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import os\n\nhost = os.environ\n",
    ),
}


@pytest.mark.parametrize("name", ORDER)
def test_imports_stand_above_what_reads_them(name: str) -> None:
    source, wanted, expected = ORDER[name]
    assert added(source, *wanted) == expected


@pytest.mark.parametrize(
    "source",
    [
        "host = os.environ\nimport os  # noqa: E402\n",
        "host = os.environ\n# patched above\nimport os\n",
        "host = os.environ\nimport flask, os\n",
        "host = os.environ\nimport os; os.umask(0)\n",
    ],
)
def test_an_import_that_may_stand_below_for_a_reason_stays(source: str) -> None:
    with pytest.raises(Skip, match="os is imported below"):
        added(source, "os.environ")
