"""Which distribution an import comes from: what is installed says it first, then a list of those that differ."""

from __future__ import annotations

from functools import cache
from importlib import metadata

# Imports whose distribution has another name, as the package index has them.
_OTHER_NAMES = {
    "bs4": "beautifulsoup4", "cv2": "opencv-python-headless", "Crypto": "pycryptodome", "dateutil": "python-dateutil",
    "dotenv": "python-dotenv", "flask_cors": "flask-cors", "fitz": "pymupdf", "git": "gitpython", "jose": "python-jose",
    "jwt": "pyjwt", "ldap": "python-ldap", "magic": "python-magic", "MySQLdb": "mysqlclient", "nacl": "pynacl",
    "OpenSSL": "pyopenssl", "PIL": "pillow", "psycopg2": "psycopg2-binary", "serial": "pyserial", "skimage":
    "scikit-image", "sklearn": "scikit-learn", "slugify": "python-slugify", "socketio": "python-socketio",
    "telegram": "python-telegram-bot", "werkzeug": "werkzeug", "yaml": "pyyaml", "zmq": "pyzmq",
}  # fmt: skip


def distribution(module: str) -> str:
    """The distribution to ask for where code imports a top-level module; by default the two share a name."""
    known = _OTHER_NAMES.get(module) or next(iter(_installed().get(module, [])), module)
    return known.lower().replace("_", "-")


@cache
def _installed() -> dict[str, list[str]]:
    return {name: list(found) for name, found in metadata.packages_distributions().items()}
