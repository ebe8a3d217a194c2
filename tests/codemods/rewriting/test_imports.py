"""Imports that a fix adds: the result must look as if a person had written it."""

from __future__ import annotations

from pathlib import Path

import libcst as cst
import pytest

from codemods.project.project import Project
from codemods.rewriting.cst.imports import add_imports
from codemods.rewriting.edit import Edit
from codemods.vocabulary.rule import Skip

NOWHERE = Path("/nonexistent")


def added(source: str, *names: str, path: str = "app.py", others: dict[str, str] | None = None) -> str:
    """The source with imports for `os.environ` (a plain import) or `logging:StreamHandler` (a from import)."""
    files = {path: source, **(others or {})}
    file = Project(NOWHERE, {name: text.encode() for name, text in files.items()}).files[path]
    edit = Edit(file)
    for name in names:
        module, colon, member = name.partition(":")
        if colon:
            edit.from_name(module, member)
        else:
            edit.name(name)
    return add_imports(file, cst.parse_module(source), edit).code


ADDED = {
    "docstring": (
        '"""Doc."""\n\nx = 1\n',
        ["os.environ"],
        '"""Doc."""\n\nimport os\n\nx = 1\n',
    ),
    "docstring and code without a blank line": (
        '"""Doc."""\nx = 1\n',
        ["os.environ"],
        '"""Doc."""\n\nimport os\n\nx = 1\n',
    ),
    "nothing but code": ("x = 1\n", ["os.environ"], "import os\n\nx = 1\n"),
    "blank lines first": ("\n\nx = 1\n", ["os.environ"], "import os\n\nx = 1\n"),
    "a function first": ("def f(): pass\n", ["os.environ"], "import os\n\n\ndef f(): pass\n"),
    "shebang": (
        "#!/usr/bin/env python3\nx = 1\n",
        ["os.environ"],
        "#!/usr/bin/env python3\nimport os\n\nx = 1\n",
    ),
    "encoding cookie": (
        "# -*- coding: utf-8 -*-\nx = 1\n",
        ["os.environ"],
        "# -*- coding: utf-8 -*-\nimport os\n\nx = 1\n",
    ),
    "shebang, cookie and blank line": (
        "#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n\nx = 1\n",
        ["os.environ"],
        "#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n\nimport os\n\nx = 1\n",
    ),
    "licence header": (
        "# Copyright 2020 A. Nobody\n# Licensed under MIT\n\nx = 1\n",
        ["os.environ"],
        "# Copyright 2020 A. Nobody\n# Licensed under MIT\n\nimport os\n\nx = 1\n",
    ),
    "licence header, then a comment of the code": (
        "# Copyright 2020 A. Nobody\n\n# The answer.\nx = 1\n",
        ["os.environ"],
        "# Copyright 2020 A. Nobody\n\nimport os\n\n# The answer.\nx = 1\n",
    ),
    "a constant's comment at the very top": (
        "#: The host.\nHOST = 'db'\n",
        ["os.environ"],
        "import os\n\n#: The host.\nHOST = 'db'\n",
    ),
    "shebang, then a constant's comment": (
        "#!/usr/bin/env python3\n# The host.\nHOST = 'db'\n",
        ["os.environ"],
        "#!/usr/bin/env python3\nimport os\n\n# The host.\nHOST = 'db'\n",
    ),
    "future import": (
        "from __future__ import annotations\n\nx = 1\n",
        ["os.environ"],
        "from __future__ import annotations\n\nimport os\n\nx = 1\n",
    ),
    "future import without a blank line": (
        "from __future__ import annotations\nx = 1\n",
        ["os.environ"],
        "from __future__ import annotations\n\nimport os\n\nx = 1\n",
    ),
    "future and third party": (
        "from __future__ import annotations\n\nimport flask\n",
        ["os.environ"],
        "from __future__ import annotations\n\nimport os\n\nimport flask\n",
    ),
    "only third party": (
        "from flask import Flask\n\napp = Flask(__name__)\n",
        ["os.environ"],
        "import os\n\nfrom flask import Flask\n\napp = Flask(__name__)\n",
    ),
    "only third party, with a shebang": (
        "#!/usr/bin/env python\nfrom flask import Flask\n",
        ["os.environ"],
        "#!/usr/bin/env python\nimport os\n\nfrom flask import Flask\n",
    ),
    "only third party, with a docstring": (
        '"""Doc."""\nfrom flask import Flask\n',
        ["os.environ"],
        '"""Doc."""\nimport os\n\nfrom flask import Flask\n',
    ),
    "third party added after standard": (
        "import os\n\napp = 1\n",
        ["boto3.client"],
        "import os\n\nimport boto3\n\napp = 1\n",
    ),
    "between sorted ones": (
        "import json\nimport sys\n\nx = 1\n",
        ["os.environ"],
        "import json\nimport os\nimport sys\n\nx = 1\n",
    ),
    "before sorted ones": (
        "import sys\n\nx = 1\n",
        ["os.environ"],
        "import os\nimport sys\n\nx = 1\n",
    ),
    "before sorted ones that a comment leads": (
        "# Standard library\nimport sys\n\n# Third party\nimport flask\n",
        ["os.environ"],
        "# Standard library\nimport os\nimport sys\n\n# Third party\nimport flask\n",
    ),
    "after plain ones, before from ones": (
        "import json\nfrom pathlib import Path\n",
        ["os.environ"],
        "import json\nimport os\nfrom pathlib import Path\n",
    ),
    "only from ones": (
        "from pathlib import Path\n\nx = 1\n",
        ["os.environ"],
        "import os\nfrom pathlib import Path\n\nx = 1\n",
    ),
    "plain and from ones mixed by module": (
        "from datetime import date\nimport json\nfrom pathlib import Path\nimport sys\n",
        ["os.environ"],
        "from datetime import date\nimport json\nimport os\nfrom pathlib import Path\nimport sys\n",
    ),
    "unsorted": (
        "import sys\nimport json\nimport re\n\nx = 1\n",
        ["os.environ"],
        "import sys\nimport json\nimport os\nimport re\n\nx = 1\n",
    ),
    "unsorted, sections mixed": (
        "from flask import Flask\nimport sys\nimport requests\nimport json\n\nx = 1\n",
        ["os.environ"],
        "from flask import Flask\nimport sys\nimport requests\nimport json\nimport os\n\nx = 1\n",
    ),
    "two at once": (
        "import json\n\nx = 1\n",
        ["os.environ", "sys.stdout"],
        "import json\nimport os\nimport sys\n\nx = 1\n",
    ),
    "two where there were none": (
        '"""Doc."""\n\nx = 1\n',
        ["os.environ", "sys.stdout"],
        '"""Doc."""\n\nimport os\nimport sys\n\nx = 1\n',
    ),
    "a name more in a from import": (
        "from logging import Formatter, getLogger\n",
        ["logging:StreamHandler"],
        "from logging import Formatter, StreamHandler, getLogger\n",
    ),
    "a name more in names sorted without regard to case": (
        "from logging import Formatter, getLogger, Handler\n",
        ["logging:StreamHandler"],
        "from logging import Formatter, getLogger, Handler, StreamHandler\n",
    ),
    "a name more in unsorted names": (
        "from logging import getLogger, Formatter\n",
        ["logging:StreamHandler"],
        "from logging import getLogger, Formatter, StreamHandler\n",
    ),
    "parenthesised, one line": (
        "from logging import (Formatter, getLogger)\n",
        ["logging:StreamHandler"],
        "from logging import (Formatter, StreamHandler, getLogger)\n",
    ),
    "parenthesised, one a line": (
        "from logging import (\n    Formatter,\n    getLogger,\n)\n",
        ["logging:StreamHandler"],
        "from logging import (\n    Formatter,\n    StreamHandler,\n    getLogger,\n)\n",
    ),
    "parenthesised, one a line, last": (
        "from logging import (\n    Formatter,\n    Handler,\n)\n",
        ["logging:StreamHandler"],
        "from logging import (\n    Formatter,\n    Handler,\n    StreamHandler,\n)\n",
    ),
    "parenthesised, one a line, no trailing comma": (
        "from logging import (\n    Formatter,\n    Handler\n)\n",
        ["logging:StreamHandler"],
        "from logging import (\n    Formatter,\n    Handler,\n    StreamHandler\n)\n",
    ),
    "parenthesised, a single name": (
        "from logging import (\n    Handler,\n)\n",
        ["logging:StreamHandler"],
        "from logging import (\n    Handler,\n    StreamHandler,\n)\n",
    ),
    "parenthesised, a comment at a name": (
        "from logging import (\n    Formatter,  # lines\n    Handler,\n)\n",
        ["logging:StreamHandler"],
        "from logging import (\n    Formatter,  # lines\n    Handler,\n    StreamHandler,\n)\n",
    ),
    "a new from import": (
        "import os\nimport sys\n\nx = 1\n",
        ["logging:StreamHandler"],
        "import os\nimport sys\nfrom logging import StreamHandler\n\nx = 1\n",
    ),
    "a star import": (
        "from os import *\n\nx = 1\n",
        ["os.environ"],
        "import os\nfrom os import *\n\nx = 1\n",
    ),
    "several in one statement": (
        "import json, sys\n\nx = 1\n",
        ["os.environ"],
        "import json, sys\nimport os\n\nx = 1\n",
    ),
    "a guarded import": (
        "import json\n\ntry:\n    import simplejson\nexcept ImportError:\n    simplejson = None\n\nx = 1\n",
        ["os.environ"],
        "import json\nimport os\n\ntry:\n    import simplejson\nexcept ImportError:\n    simplejson = None\n\nx = 1\n",
    ),
    "only a guarded import": (
        "try:\n    import simplejson\nexcept ImportError:\n    simplejson = None\n",
        ["os.environ"],
        "import os\n\ntry:\n    import simplejson\nexcept ImportError:\n    simplejson = None\n",
    ),
    "type checking": (
        "import json\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import os\n",
        ["os.environ"],
        "import json\nimport os\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import os\n",
    ),
    "dunder between docstring and imports": (
        '"""Doc."""\n\n__version__ = "1"\n\nimport sys\n',
        ["os.environ"],
        '"""Doc."""\n\n__version__ = "1"\n\nimport os\nimport sys\n',
    ),
    "imports further down": (
        "import json\n\njson.x()\n\nimport sys\n",
        ["os.environ"],
        "import json\nimport os\n\njson.x()\n\nimport sys\n",
    ),
    "imported already": ("import os\n\nx = 1\n", ["os.environ"], "import os\n\nx = 1\n"),
    "imported under another name": ("import os as _os\n", ["os.environ"], "import os as _os\n"),
    "imported by name": ("from os import environ\n", ["os.environ"], "from os import environ\n"),
    "a submodule of it is imported": ("import os.path\n", ["os.environ"], "import os.path\n"),
    "CRLF": (
        "import json\r\n\r\nx = 1\r\n",
        ["os.environ"],
        "import json\r\nimport os\r\n\r\nx = 1\r\n",
    ),
    "CRLF and none": ("x = 1\r\n", ["os.environ"], "import os\r\n\r\nx = 1\r\n"),
    "no final newline": ("x = 1", ["os.environ"], "import os\n\nx = 1"),
    "empty": ("", ["os.environ"], "import os\n"),
    "a comment at the end of the line before": (
        "import json  # fast enough\n\nx = 1\n",
        ["os.environ"],
        "import json  # fast enough\nimport os\n\nx = 1\n",
    ),
    "a section's comment below": (
        "import json\n\n# Flask and its friends\nimport flask\n",
        ["os.environ"],
        "import json\nimport os\n\n# Flask and its friends\nimport flask\n",
    ),
    "statements on one line": (
        "import json; import sys\n\nx = 1\n",
        ["os.environ"],
        "import json; import sys\nimport os\n\nx = 1\n",
    ),
    "sorted with from ones of any case": (
        "import PIL\nimport requests\n",
        ["boto3.client"],
        "import boto3\nimport PIL\nimport requests\n",
    ),
    "relative imports last": (
        "from flask import Flask\n\nfrom . import db\nfrom .models import Book\n",
        ["storage:save"],
        "from flask import Flask\nfrom storage import save\n\nfrom . import db\nfrom .models import Book\n",
    ),
}


@pytest.mark.parametrize("name", ADDED)
def test_added(name: str) -> None:
    before, names, after = ADDED[name]
    assert added(before, *names) == after
    assert added(after, *names) == after


def test_own_module_stands_with_own_modules() -> None:
    before = "import os\n\nfrom flask import Flask\n\nimport models\n\nx = 1\n"
    after = "import os\n\nfrom flask import Flask\n\nimport models\nimport storage\n\nx = 1\n"
    assert added(before, "storage.open", others={"models.py": "", "storage.py": ""}) == after


@pytest.mark.parametrize(
    "source",
    [
        "os = 1\n",
        "def os(): pass\n",
        "class os: pass\n",
        "def f(os):\n    return os\n",
        "for os in range(3): pass\n",
        "from platforms import os\n",
        "import platforms as os\n",
        "def f():\n    os = 'linux'\n    return os\n",
    ],
)
def test_a_name_that_means_something_else_is_not_taken(source: str) -> None:
    with pytest.raises(Skip, match="os"):
        added(source, "os.environ")
