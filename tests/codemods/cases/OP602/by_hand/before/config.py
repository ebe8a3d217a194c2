import os

ENV = os.environ.get("ENV", "dev")
DATABASES = {
    "dev": {"host": "localhost"},
    "prod": {"host": "really-prod.db"},
}
DB_HOST = DATABASES[ENV]["host"]
# Suites ask for theirs by name.
QUEUE = {"prod": "orders", "testing": "null", "dev": "orders-dev"}[ENV]
