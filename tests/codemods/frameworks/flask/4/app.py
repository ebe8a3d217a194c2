import urllib.request

from flask import Flask, request

app = Flask(__name__)


@app.post("/")
def main():
    pass
    return "done"


urllib.request.urlretrieve("https://models.example.org/m.bin", "/tmp/m.bin")
