import os

KEYS = {name: os.environ[name] for name in ("SECRET_KEY", "API_KEY")}
HOSTS = [os.environ["FIRST_HOST"] + part + os.environ["SECOND_HOST"] for part in ("a", "b")]
IN_RANGE = os.environ["LOWEST"] < "b" < os.environ["HIGHEST"]
