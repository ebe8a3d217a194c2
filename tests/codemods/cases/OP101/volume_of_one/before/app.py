import tarfile

from flask import Flask, current_app, request, send_file

from paths import RequestDir

app = Flask(__name__)


@app.post("/requests/<int:number>")
def make(number):
    bundle = RequestDir(number, root=current_app.config["BUNDLES_DIR"])
    bundle.mkdir()
    with tarfile.open(bundle.archive, "w:gz") as archive:
        archive.add(str(bundle))
    with open(current_app.config["BUNDLES_DIR"] + f"/{number}.log", "wb") as file:
        file.write(request.data)
    with open(f"/srv/bundles/{number}.json", "wb") as file:
        file.write(request.data)
    return "", 204


@app.get("/requests/<int:number>")
def give(number):
    with open(f"/srv/bundles/{number}.json", "rb") as file:
        told = file.read()
    return told or send_file(RequestDir(number, root=current_app.config["BUNDLES_DIR"]).archive)
