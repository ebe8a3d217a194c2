from pathlib import Path

from flask import Flask


def create_app():
    app = Flask(__name__)
    for each in (Path("/etc/shop") / "config.py", Path(__file__).parent / "config.py"):
        if each.exists():
            app.config.from_pyfile(str(each))
            break
    return app


def create_admin():
    app = Flask(__name__)
    app.config.from_pyfile("config.py")
    return app
