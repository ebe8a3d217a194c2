import os

DB_PASSWORD = os.environ.get("SHOP_DB_PASSWORD", "r0wboat-41")
