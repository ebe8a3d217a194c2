from flask import Flask

app = Flask(__name__); app.debug = False


@app.get("/")
def index():
    return "hi"
