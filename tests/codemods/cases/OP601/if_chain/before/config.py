import os

env = os.environ.get("ENV", "development")

# Where the data lies.
if env == "production":
    host = "really-prod.db"
    PORT = 6432
    OFFLINE = False
elif env in ("staging", "qa"):
    host = "somewhat-staging.db"
    PORT = 6432
    OFFLINE = False
else:
    host = "localhost"  # compose
    PORT = 5432
    OFFLINE = True

url = f"postgresql://{host}:{PORT}/shop"
