from flask import Flask, request
from messages import Asked, Perhaps, Report, kept

app = Flask(__name__)


@app.route("/", methods=["POST"])
def index():
    kept.error(request.form["text"])
    Asked().note(request.form["text"])
    Perhaps().refuse(request.form["text"])
    report = Report("today")
    report.add(request.form["row"])
    return {"rows": report.rows}


@app.route("/notes")
def notes():
    return {"notes": Asked.notes}
