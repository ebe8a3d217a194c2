from flask import Flask, request
from messages import LoginForm, Messages, Report

app = Flask(__name__)


@app.route("/", methods=["POST"])
def index():
    messages = Messages()
    messages.error(request.form["text"])
    report = Report()
    report.add(request.form["row"])
    form = LoginForm(request.form)
    form.refuse("no")
    return {"errors": messages.errors, "rows": report.rows, "faults": form.faults}
