from flask import Flask, request

app = Flask(__name__)


@app.post("/")
def main():
    with open("notes/" + request.form["name"], "w") as file:
        file.write("text")
    return "done"
