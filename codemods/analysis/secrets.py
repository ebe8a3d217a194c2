"""Which names and values are secrets."""

from __future__ import annotations

import re

_SECRET = re.compile(
    r"(SECRET|PASSWORD|PASSWD|PASSPHRASE|(^|_)PASS$|(^|_)PWD$|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|AUTH_?KEY|TOKEN|CREDENTIAL)",
    re.IGNORECASE,
)
_NO_SECRET = re.compile(
    r"(_FILE|_PATH|_DIR|_URL|_URI|_NAME|_HEADER|_FIELD|_LENGTH|_SIZE|_EXPIRES?(_\w+)?|_TTL|_VERSION|_TYPE|_LOCATION|"
    r"_ALGORITHM|_ID|USERNAME_KEY|_SALT_LENGTH|_PREFIX|_LIFETIME|_AGE|_REQUIRED|_ENABLED)$",
    re.IGNORECASE,
)


def is_secret_name(name: str) -> bool:
    """Whether what a setting, keyword or constant of this name holds should be kept out of the code."""
    return _SECRET.search(name) is not None and _NO_SECRET.search(name) is None
