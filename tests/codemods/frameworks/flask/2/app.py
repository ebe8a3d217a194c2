from flask import Flask, request

app = Flask(__name__)


@app.post("/")
def main():
    pass
    return "done"
