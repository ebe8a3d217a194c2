from os import environ

NEEDED = [
    "API_KEY",
    "GREETING",
]
missing = [each for each in NEEDED if each not in environ]
if missing:
    raise SystemExit(f"missing: {missing}")

API_KEY = environ["API_KEY"]
A_KEY_WITH_A_VERY_LONG_NAME_FOR_A_SERVICE = environ["A_KEY_WITH_A_VERY_LONG_NAME_FOR_A_SERVICE"]
ANOTHER_KEY_WITH_A_VERY_LONG_NAME = environ["ANOTHER_KEY_WITH_A_VERY_LONG_NAME"]
