import os


class Production:
    PASSWORD = os.environ.get("PASSWORD")
