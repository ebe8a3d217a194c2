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
