import os

name = os.getenv("FLASK_ENV", "dev")
if name not in ["prod", "dev"]:
    raise ValueError(name)
