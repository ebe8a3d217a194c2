import os
import uuid

from flask import Flask, request, send_file

from turning import turned
from zipping import zipped

app = Flask(__name__)
FOLDER = "incoming"


@app.post("/scans")
def scans():
    names = []
    for each in request.files.getlist("scans"):
        name = f"{uuid.uuid4().hex}.png"
        with open(FOLDER + "/" + name, "wb") as scan:
            scan.write(each.read())
        if os.path.isabs(FOLDER):
            names.append(os.path.join(FOLDER, name))
        else:
            names = names + [os.path.join(os.getcwd(), FOLDER, name)]
    answer = zipped(names)
    for name in names:
        if os.path.exists(name):
            os.remove(name)
    return answer


@app.post("/turned")
def both():
    everything = []
    for each in request.files.getlist("scans"):
        made = turned(each.read(), "incoming/")
        everything += made
    if not everything:
        return "nothing", 400
    answer = zipped(everything)
    for each in set(everything):
        os.unlink(each)
    return answer
