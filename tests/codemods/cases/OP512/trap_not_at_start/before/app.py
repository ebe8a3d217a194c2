from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    import late

    return late.API_KEY
