from flask import Flask

app = Flask(__name__)
app.run()


@app.get("/")
def index():
    return "ok"
