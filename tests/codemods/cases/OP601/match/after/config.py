import os

REGION = os.environ.get("REGION", "local")
