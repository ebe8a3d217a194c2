from flask import Flask, request

app = Flask(__name__)


@app.route("/listeners", methods=["POST"])
def new():
    from listeners import listen

    listen(request.form["url"])
    return ""
