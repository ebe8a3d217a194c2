"""Carries out the hand edits of infra/before/RUNBOOK.md on a private copy of the service, and counts them.

A site is a mapping from setting to value: the names that after/ reads from the environment, and FILESERVER, the folder
that the libraries are fetched from.
"""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

FILESERVER = Path(__file__).parents[2] / "infra" / "before" / "fileserver"

# file, what stands there, what the site needs to stand there
EDITS = (
    ("config.py", 'DB_HOST = "localhost"', 'DB_HOST = "{DB_HOST}"'),
    ("config.py", "DB_PORT = 5432", "DB_PORT = {DB_PORT}"),
    ("config.py", 'DB_USER = "root"', 'DB_USER = "{DB_USER}"'),
    ("config.py", 'DB_PASSWORD = "strong-password"', 'DB_PASSWORD = "{DB_PASSWORD}"'),
    ("config.py", 'DB_NAME = "my-awesome-database"', 'DB_NAME = "{DB_NAME}"'),
    ("config.py", 'SECRET_KEY = "keep-calm-and-read-a-book"', 'SECRET_KEY = "{SECRET_KEY}"'),
    ("config.py", 'CARD_NETWORK_URL = "http://localhost:9090"', 'CARD_NETWORK_URL = "{CARD_NETWORK_URL}"'),
    ("config.py", 'CARD_NETWORK_API_KEY = "bookshop-live-key"', 'CARD_NETWORK_API_KEY = "{CARD_NETWORK_API_KEY}"'),
    ("config.py", 'AWS_ENDPOINT_URL = "http://localhost:8333"', 'AWS_ENDPOINT_URL = "{AWS_ENDPOINT_URL}"'),
    ("config.py", 'AWS_ACCESS_KEY_ID = "bookshop"', 'AWS_ACCESS_KEY_ID = "{AWS_ACCESS_KEY_ID}"'),
    (
        "config.py",
        'AWS_SECRET_ACCESS_KEY = "another-strong-password"',
        'AWS_SECRET_ACCESS_KEY = "{AWS_SECRET_ACCESS_KEY}"',
    ),
    ("settings.ini", "name = The Corner Bookshop", "name = {SHOP_NAME}"),
    ("settings.ini", "bucket = bookshop-models", "bucket = {MODEL_BUCKET}"),
    ("app.py", 'host="0.0.0.0"', 'host="{HOST}"'),
    ("app.py", "port=5000", "port={PORT}"),
    ("payments.py", "/mnt/fileserver/python", "{FILESERVER}/python"),
)

SETTING = re.compile(r"{(\w+)}")

# file, what stands there, the file server's file that has to lie in the service's tree
FETCHED = (("payments.py", "from lib import taxes", "lib/taxes.py"),)


def carry_out(tree: Path, site: Mapping[str, str]) -> list[str]:
    """Edit the service in tree for the site; what was edited, as "file: setting", the fetched libraries included.

    An edit is left out if the site says nothing about its setting, or if the tree does not need it: the line is not
    there, or the code takes the setting from the environment.
    """
    code = "".join(path.read_text() for path in sorted(tree.glob("*.py")))
    from_environment = set(re.findall(r"environ(?:\.get\(|\[)[\"'](\w+)", code))
    site = {"FILESERVER": str(FILESERVER)} | {
        name: value for name, value in site.items() if name not in from_environment
    }
    edits = list[str]()
    for name, old, template in EDITS:
        path = tree / name
        if not path.is_file():
            continue
        text = path.read_text()
        try:
            edited = text.replace(old, template.format_map(site))
        except KeyError:
            continue
        if edited != text:
            path.write_text(edited)
            edits.append(f"{name}: {', '.join(SETTING.findall(template))}")
    for name, line, library in FETCHED:
        if (tree / name).is_file() and line in (tree / name).read_text():
            target = tree / library
            if target.exists():
                continue
            target.parent.mkdir(exist_ok=True)
            shutil.copy(Path(site["FILESERVER"], library), target)
            edits.append(f"{library}: fetched")
    return edits
