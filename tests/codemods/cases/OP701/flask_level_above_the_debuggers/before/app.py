import logging

from flask import Flask

app = Flask(__name__)
handler = logging.FileHandler("slow.log")
handler.setLevel(logging.WARNING)
app.logger.addHandler(handler)


@app.get("/")
def index():
    app.logger.info("asked")
    return ""
