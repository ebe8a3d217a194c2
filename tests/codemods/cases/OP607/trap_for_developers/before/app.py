import yaml
from flask import Flask

app = Flask(__name__)

try:
    with open(".dev-editor-config.yaml") as opened:
        editor = yaml.safe_load(opened)["editor"]

    @app.get("/debug/open")
    def open_file():
        return {"editor": editor}
except Exception:
    pass
