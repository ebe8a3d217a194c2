import json
from pathlib import Path

from desk.common import *

given = json.loads(Path("/etc/desk.json").read_text())
globals().update(given)
