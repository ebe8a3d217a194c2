"""Makes the secrets of a bookshop on one machine, each in a file; those that are there stay as they are."""

import os
import secrets
from pathlib import Path

FOLDER = Path(os.environ.get("SECRETS_FOLDER", "/run/secrets"))


def secret(name: str, value: str) -> str:
    path = FOLDER / name
    if not path.exists():
        whole = path.with_suffix(".part")
        whole.write_text(value)
        whole.chmod(0o444)
        whole.rename(path)
    return path.read_text()


password = secret("DB_PASSWORD", secrets.token_hex(24))
secret("DATABASE_READER_URL", f"postgresql://bookshop:{password}@after-replica:5432/bookshop")
for name in ("SECRET_KEY", "CARD_NETWORK_API_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
    secret(name, secrets.token_hex(24))
