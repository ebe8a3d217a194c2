"""Makes the secrets of a bookshop on one machine, each in a file, and hands out to each recipient what it needs.

Those that are there stay as they are.
"""

import os
import secrets
from pathlib import Path

FOLDER = Path(os.environ.get("SECRETS_FOLDER", "/run/secrets"))
# A volume of its own for each.
RECIPIENTS = Path(os.environ.get("RECIPIENTS_FOLDER", "/run/recipients"))
STORE = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
NEEDED = {
    "service": ("DB_PASSWORD", "DATABASE_READER_URL", "SECRET_KEY", "CARD_NETWORK_API_KEY", *STORE),
    "database": ("DB_PASSWORD",),
    "store": STORE,
    "cards": ("CARD_NETWORK_API_KEY",),
}


def write(path: Path, value: str) -> None:
    whole = path.with_suffix(".part")
    whole.write_text(value)
    whole.chmod(0o444)
    whole.rename(path)


def secret(name: str, value: str) -> str:
    path = FOLDER / name
    if not path.exists():
        write(path, value)
    return path.read_text()


password = secret("DB_PASSWORD", secrets.token_hex(24))
secret("DATABASE_READER_URL", f"postgresql://bookshop:{password}@after-replica:5432/bookshop")
for name in ("SECRET_KEY", "CARD_NETWORK_API_KEY", *STORE):
    secret(name, secrets.token_hex(24))
for recipient, names in NEEDED.items():
    for name in names:
        write(RECIPIENTS / recipient / name, (FOLDER / name).read_text())
