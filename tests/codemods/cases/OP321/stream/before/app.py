from flask import Flask, Response

from camera import Stream, numbers
from device import camera

app = Flask(__name__)


@app.get("/video")
def video():
    return Response(Stream.frames(camera), mimetype="multipart/x-mixed-replace; boundary=frame")


@app.get("/number")
def number():
    return str(next(numbers()))
