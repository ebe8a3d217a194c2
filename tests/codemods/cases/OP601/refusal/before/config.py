import os

ENVIRONMENT = os.environ.get("ENVIRONMENT", "development")
