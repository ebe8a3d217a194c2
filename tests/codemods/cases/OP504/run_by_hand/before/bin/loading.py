import os

PASSWORD = os.environ.get("LOAD_PASSWORD") or "fig-Tree-81"


def load():
    print(len(PASSWORD))
