from flask import Flask

app = Flask(__name__)
calls = []


@app.get("/")
def index():
    calls.append(1)
    return ""
