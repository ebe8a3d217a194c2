from flask import Flask, request

import storage

app = Flask(__name__)


@app.put("/notes/<int:number>")
def put(number):
    with storage.open(f"note-{number}.txt", "wb") as file:
        file.write(request.data)
    return "", 204
