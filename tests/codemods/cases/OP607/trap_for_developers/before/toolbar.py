import json
from pathlib import Path

toolbar = {}
if Path("toolbar.dev.config.json").exists():
    toolbar = json.loads(Path("toolbar.dev.config.json").read_text())
