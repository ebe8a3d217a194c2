import os


class Config:
    def deployed(self):
        self.token = os.environ["EXPORT_TOKEN"]

    def alone(self):
        self.token = os.environ.get("EXPORT_TOKEN", "testing-a-psk-7")

    def __init__(self):
        if os.getenv("PLATFORM_ENABLED", "").lower() == "true":
            self.deployed()
        else:
            self.alone()


if not os.environ.get("IN_CLUSTER"):
    DB_PASSWORD = os.environ.get("DB_PASSWORD", "tr0ub4-Dor")

API_TOKEN = os.environ["API_TOKEN"] if "IN_CLUSTER" in os.environ else os.environ.get("API_TOKEN", "tr0ub4-Dor")

config = Config()
