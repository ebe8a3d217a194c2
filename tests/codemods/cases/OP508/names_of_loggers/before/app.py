import os

PASSWORD = os.environ["DATABASE_PASSWORD"]
