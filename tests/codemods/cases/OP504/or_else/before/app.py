import os

TOKEN = os.environ.get("API_TOKEN") or (
    "S0mething!"
)
