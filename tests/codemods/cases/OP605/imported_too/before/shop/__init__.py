from pathlib import Path

from flask import Flask

app = Flask(__name__)
folder = Path(__file__).resolve().parent
settings_file = folder / "settings.py"
app.config.from_pyfile(str(settings_file))
