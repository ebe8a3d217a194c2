import os

prefix = "PROD_" if os.getenv("ENV") == "prod" else "DEV_"
DATABASE = os.getenv(prefix + "DATABASE_URL")

if os.environ.get("ENV") == "prod":
    SUFFIX = "_PROD"
else:
    SUFFIX = "_DEV"
TOKEN = os.environ[f"TOKEN{SUFFIX}"]
