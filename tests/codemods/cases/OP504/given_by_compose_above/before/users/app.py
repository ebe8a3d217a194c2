import os

DB_PASSWORD = os.environ.get("DB_PASSWORD", "tr0ub4-Dor")
