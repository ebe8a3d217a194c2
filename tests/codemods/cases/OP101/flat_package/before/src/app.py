from flask import Flask, request

app = Flask(__name__)


@app.put("/notes/<int:number>")
def put(number):
    with open(f"note-{number}.txt", "wb") as file:
        file.write(request.data)
    return "", 204
