import json
from pathlib import Path

secrets = json.loads(Path("secrets.json").read_text())
