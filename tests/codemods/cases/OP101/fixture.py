# case: added_to_and_read
from pathlib import Path

from flask import Flask, request

app = Flask(__name__)


@app.post("/guests")
def guests():
    book = Path("data/guests.txt")
    with book.open("a") as file:  # finding
        file.write(request.form["name"])
    return book.read_text()

# case: callers_let_it_lie
import os
import tarfile
from pathlib import Path

import boto3
from flask import Flask, request

app = Flask(__name__)
store = boto3.client("s3")
spool = Path("/srv/spool")


def pack(names, archive: Path):
    with tarfile.open(str(archive), "w:gz") as tar:  # finding
        for each in names:
            tar.add(each)


def squeeze(text, path):
    with open(path, "wb") as file:  # finding
        file.write(text)


def note(text, path):
    with open(path, "w") as file:  # finding
        file.write(text)


@app.post("/pack")
def packed():
    for number, names in enumerate(request.json["names"]):
        archive = spool / f"{number}.tar.gz"
        pack(names, archive)
        store.upload_file(str(archive), "bucket", archive.name)
    return ""


@app.post("/squeeze")
def squeezed():
    path = f"/srv/spool/{request.json['name']}.gz"
    squeeze(request.data, path)
    store.upload_file(path, "bucket", "squeezed")
    if request.json.get("gone"):
        os.remove(path)
    return ""


@app.post("/keep")
def kept():
    # Another caller lets it lie.
    path = spool / request.json["name"]
    note(request.json["text"], path)
    return ""


@app.post("/note")
def noted():
    path = spool / request.json["name"]
    note(request.json["text"], path)
    try:
        store.upload_file(str(path), "bucket", "note")
    finally:
        os.unlink(str(path))
    return ""

# case: folder_of_many
import json
import os
import shutil

from flask import Flask, request

app = Flask(__name__)


class Upload:
    def __init__(self, file_path):
        self.file = open(file_path, "rb")


@app.post("/exports/<int:number>")
def export(number):
    folder = app.config["BASE_DIR"] + "/exports/"
    folder = folder + str(number)
    with open(folder + "/meta", "w") as meta:  # finding
        json.dump({"root": request.url_root}, meta)
    return shutil.make_archive(folder, "zip", folder)


def note(folder, text):
    with open(folder + "/note.txt", "w") as file:  # finding
        file.write(text)


@app.post("/notes/<name>")
def take(name):
    note(os.path.join(app.config["BASE_DIR"], name), request.data.decode())
    return "", 204


@app.post("/calendar")
def calendar():
    file_path = os.path.join("calendars", "all.xcs")
    with open(file_path, "w") as file:  # finding
        file.write("calendar")
    return Upload(file_path=file_path).file.read()

# case: moved
# unsafe: false
import os

from flask import Flask, request

app = Flask(__name__)


@app.post("/suggestions")
def publish():
    if os.path.isfile("draft.html"):
        os.rename("draft.html", "static/page.html")  # finding
    return "", 204


@app.post("/orders")
def order():
    if not os.path.isfile("orders/last.txt"):
        os.rename("orders/next.txt", "orders/last.txt")  # finding
    with open("orders/next.txt", "w") as opened:
        opened.write(request.form["text"])
    return "", 204


@app.post("/restore")
def restore_from_trash():
    os.rename("trash/page.html", "published/page.html")  # finding
    return "", 204

# case: packed_and_kept
# unsafe: false
import os
import shutil

import boto3
from flask import Flask, request

app = Flask(__name__)
bucket = boto3.resource("s3").Bucket("modules")


@app.post("/modules/<name>")
def module(name):
    folder = shutil.copytree("template", f"/srv/module{name}")  # finding
    beside = "other"
    with open(f"{folder}_variables.json", "w") as file:  # finding
        file.write(request.data.decode())
    archive = shutil.make_archive(f"module_{name}", "zip", folder)  # finding
    bucket.upload_file(archive, f"{name}/module.zip")
    archive = os.path.join(beside, "old.zip")
    os.remove(archive)
    shutil.rmtree(beside)
    return "", 204


@app.post("/packs/<name>")
def pack(name):
    folder = shutil.copytree("template", "/var/packs" + name)  # finding
    bucket.upload_file(folder + "/readme.txt", f"{name}/readme.txt")
    if request.args.get("tidy"):
        shutil.rmtree(folder)
    return "", 204

# case: read_and_written
import json

from flask import Flask

app = Flask(__name__)


@app.post("/visits")
def visits():
    with open("visits.json", "r+") as file:  # finding
        count = json.load(file) + 1
        file.seek(0)
        json.dump(count, file)
    return str(count)

# case: read_by_another
# unsafe: false
import json
import os

from flask import Flask, request, send_file

app = Flask(__name__)


@app.route("/photos/<name>", methods=["GET", "POST"])
def photo(name):
    path = os.path.join("photos", name)
    if request.method == "POST":
        request.files["photo"].save(path)  # finding
        return "", 204
    return send_file(path)


@app.post("/seen/<name>")
def seen(name):
    path = "seen/" + name
    with open(path) as file:
        known = json.load(file)
    with open(path, "w") as file:  # finding
        json.dump([*known, request.json], file)
    return "", 204

# case: trap_callers_take_it_away
import os
import tarfile
from pathlib import Path

import boto3
from flask import Flask, request

app = Flask(__name__)
store = boto3.client("s3")
spool = Path("/srv/spool")


def pack(names, archive: Path):
    with tarfile.open(str(archive), "w:gz") as tar:
        for each in names:
            tar.add(each)


def squeeze(text, path):
    with open(path, "wb") as file:
        file.write(text)


def note(text, path):
    with open(path, "w") as file:
        file.write(text)


@app.post("/pack")
def packed():
    for number, names in enumerate(request.json["names"]):
        archive = spool / f"{number}.tar.gz"
        pack(names, archive)
        store.upload_file(str(archive), "bucket", archive.name)
        archive.unlink()
    return ""


@app.post("/squeeze")
def squeezed():
    path = f"/srv/spool/{request.json['name']}.gz"
    squeeze(request.data, path)
    store.upload_file(path, "bucket", "squeezed")
    os.remove(path)
    return ""


@app.post("/note")
def noted():
    path = spool / request.json["name"]
    note(request.json["text"], path)
    try:
        store.upload_file(str(path), "bucket", "note")
    finally:
        os.unlink(str(path))
    return ""

# case: trap_device
import logging
import os
import stat
from logging.handlers import RotatingFileHandler
from pathlib import Path

from flask import Flask

app = Flask(__name__)
place = app.config.get("LOG_FILE", "/dev/stdout")
is_device = os.path.exists(place) and stat.S_ISCHR(os.stat(place).st_mode)
if is_device:
    app.logger.addHandler(logging.StreamHandler(open(place, "a")))


@app.post("/orders")
def orders():
    target = app.config["AUDIT_LOG"]
    if not Path(target).is_char_device():
        return "no", 500
    else:
        if Path(target).is_char_device():
            with open(target, "a") as audit_log:
                audit_log.write("ordered\n")
    return "ok"

# case: trap_filled_again
# file: results.py
import json
import os
from pathlib import Path

import requests
from flask import Flask

app = Flask(__name__)
BASE = "results"


def load(day):
    filename = os.path.join(BASE, f"{day}.json")
    if os.path.isfile(filename):
        with open(filename) as file:
            return json.load(file)
    else:
        data = requests.get("https://results.example.com", timeout=5).json()
        with open(filename, "w") as file:
            json.dump(data, file)
    return data


def poster(number):
    path = Path("posters") / f"{number}.jpg"
    if not path.exists():
        path.write_bytes(requests.get(f"https://posters.example.com/{number}", timeout=5).content)
    return path.read_bytes()


@app.get("/results/<day>")
def results(day):
    return load(day)


@app.get("/posters/<int:number>")
def show(number):
    return poster(number)

# case: trap_mode_of_a_parameter
# file: shop.py
import os
from pathlib import Path

from flask import Flask, send_file

app = Flask(__name__)
app.config["UPLOAD_FOLDER"] = "uploads"


def fetch(name, mode="rb"):
    return open(os.path.join(app.config["UPLOAD_FOLDER"], name), mode)


def fetch_path(name, *, mode="r"):
    return Path(app.config["UPLOAD_FOLDER"], name).open(mode=mode)


@app.route("/<name>")
def show(name):
    return fetch(name).read()


@app.route("/text/<name>")
def show_text(name):
    return fetch_path(name).read()

# case: trap_private
import base64
import secrets

from flask import Flask, request

app = Flask(__name__)


@app.post("/exports")
def export():
    name = secrets.token_urlsafe(15)
    path = "export_" + name + ".csv"
    with open(path, "w+") as file:
        file.write("title\n")
        for title in request.get_json():
            file.write(title + "\n")
    with open("export_" + name + ".csv", "rb") as file:
        return {"message": base64.b64encode(file.read()).decode()}

# case: trap_read_at_once
import os
import shutil

import pandas
from fastapi import FastAPI
from fastapi.responses import FileResponse
from flask import Flask, request, send_file

app = Flask(__name__)
api = FastAPI()


@app.get("/report/<name>")
def report(name):
    path = os.path.join("reports", name + ".csv")
    pandas.DataFrame().to_csv(path)
    return send_file(path)


@api.get("/backup")
def backup(name: str):
    archive = f"work/{name}"
    shutil.make_archive(archive, "zip", "data")
    return FileResponse(path=f"{archive}.zip", filename="backup.zip")


@app.post("/scores")
def scores():
    photo = request.files["photo"]
    path = os.path.join("photos", photo.filename)
    photo.save(path)
    return {"rows": len(pandas.read_csv(path))}

# case: trap_read_only
import json

from flask import Flask

app = Flask(__name__)


@app.get("/prices")
def prices():
    with open("prices.json", "r+") as file:
        return json.load(file)


@app.get("/taxes")
def taxes():
    with open("taxes.txt", "r+") as file:
        return [line.strip() for line in file]

# case: trap_relocated
import os
import sqlite3
from shutil import move

from flask import Flask, request

app = Flask(__name__)


@app.post("/suggestions")
def suggest():
    # of an older release
    if os.path.isfile("suggestions.db") and not os.path.isfile("db/suggestions.db"):
        os.rename("suggestions.db", "db/suggestions.db")
    with sqlite3.connect("db/suggestions.db") as connection:
        connection.execute("INSERT INTO suggestions VALUES (?)", (request.form["text"],))
    return "", 204


def quarantine(path):
    move(src=path, dst=os.path.join(app.config["QUARANTINE"], os.path.basename(path)))


@app.post("/scan/<name>")
def scan(name):
    quarantine(os.path.join("uploads", name))
    return "", 204

# case: trap_token_of_the_process
import os
import threading
from pathlib import Path

from flask import Flask
from google.oauth2 import id_token

app = Flask(__name__)


class Refresher:
    def __init__(self, token_file):
        self._token_file = token_file
        self._thread = threading.Thread(target=self._loop, daemon=True)

    def write(self):
        token = id_token.fetch_id_token(None, "shop")
        self._token_file.write_text(token)

    def _loop(self):
        while True:
            self.write()

    def start(self):
        self.write()
        self._thread.start()


def configure():
    token_file = Path(os.environ.get("TOKEN_FILE") or "/run/shop/identity-token")
    Refresher(token_file).start()
    os.environ["TOKEN_FILE"] = str(token_file)


def keep_fresh():
    while True:
        with open("/run/shop/kubeconfig", "w") as file:
            file.write(id_token.fetch_id_token(None, "cluster"))


configure()
threading.Thread(target=keep_fresh, daemon=True).start()

# case: trap_uploaded_and_removed
import os
import shutil
import zipfile
from pathlib import Path

import boto3
from flask import Flask, request

app = Flask(__name__)
bucket = boto3.resource("s3").Bucket("modules")


@app.post("/modules/<name>")
def module(name):
    folder = shutil.copytree("template", f"/tmp/module{name}", dirs_exist_ok=True)
    with open(f"{folder}/variables.json", "w") as file:
        file.write(request.data.decode())
    archive = f"{folder}/module_{name}.zip"
    if os.path.exists(archive):
        os.remove(archive)
    archive = shutil.make_archive(f"module_{name}", "zip", folder)
    bucket.upload_file(archive, f"{name}/module.zip")
    shutil.rmtree(folder)
    os.remove(archive)
    return "", 204


@app.post("/packs/<name>")
def pack(name):
    folder = Path(shutil.copytree("template", "/var/packs" + name))
    readme = folder / "docs" / "readme.txt"
    with open(readme, "w") as file:
        file.write(name)
    with open(os.path.join(folder, "names.txt"), "w") as file:
        file.write(name)
    bucket.put_object(Key=name, Body=readme.read_bytes())
    shutil.rmtree(folder, ignore_errors=True)
    return "", 204

# case: views_of_a_factory
import os
import uuid

from flask import Flask, jsonify, request


def upload_dir():
    return os.environ["UPLOAD_DIR"]


def create_app():
    app = Flask(__name__)

    @app.post("/files")
    def upload():
        path = os.path.join(upload_dir(), str(uuid.uuid4()))
        request.files["file"].save(path)  # finding
        return jsonify(name=os.path.basename(path))

    @app.get("/files/<name>")
    def download(name):
        with open(os.path.join(upload_dir(), name), "rb") as file:
            return file.read()

    return app

# case: trap_made_sure_of
# file: app.py
import os

from flask import Flask


def create_app():
    app = Flask(__name__)
    with open("shop.env", "a"):
        pass
    with open(os.path.join("log", "restarts"), mode="a"):
        pass
    return app


app = create_app()

# case: marked_by_a_request
# file: app.py
from flask import Flask

app = Flask(__name__)


@app.post("/closed")
def close():
    with open("closed.flag", "a"):  # finding
        pass
    return "", 204

# case: trap_a_session_keeps_it
from flask import Flask, request
from sqlalchemy import Column, Integer, create_engine
from sqlalchemy.orm import declarative_base, scoped_session, sessionmaker

Base = declarative_base()


class Order(Base):
    __tablename__ = "orders"
    number = Column(Integer, primary_key=True)

    def save(self, session):
        session.add(self)


def create_session(url):
    return scoped_session(sessionmaker(bind=create_engine(url)))


app = Flask(__name__)
app.config["DB_URL"] = "sqlite:////var/lib/shop/orders.sqlite"
ORDERS = create_session("sqlite:////var/lib/shop/orders.sqlite")


@app.post("/orders")
def take():
    order = Order(number=request.json["number"])
    order.save(ORDERS)
    ORDERS.commit()
    return ""

# case: trap_archive_in_memory
import io
import tarfile

from flask import Flask, request

app = Flask(__name__)


@app.post("/archive")
def archive():
    held = io.BytesIO()
    with tarfile.open("data/orders.tar.gz", mode="w|gz", fileobj=held) as tar:
        tar.addfile(tarfile.TarInfo("order"), io.BytesIO(request.data))
    return held.getvalue()

# case: trap_pushed_clone
import os

import git
from flask import Flask, request

app = Flask(__name__)
CLONE = "/srv/clone"


def publish(text):
    repository = git.Repo(CLONE)
    name = os.path.join(CLONE, "books.txt")
    with open(name, "w") as file:
        file.write(text)
    repository.index.add([name])
    repository.index.commit("books")
    repository.remote().push()


@app.post("/books")
def books():
    publish(request.get_data(as_text=True))
    return "", 204


@app.get("/books")
def shown():
    with open(os.path.join(CLONE, "books.txt")) as file:
        return file.read()
