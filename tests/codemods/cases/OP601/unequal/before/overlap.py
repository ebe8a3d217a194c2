import os

env = os.getenv("ENV", "dev")
if env == "prod":
    SIZE = 50
elif env in ("prod", "staging"):
    SIZE = 20
else:
    SIZE = 10

if env.startswith("prod"):
    RATE = 5
else:
    RATE = 50

KIND = 8.5
if env == "prod":
    KIND = 8
