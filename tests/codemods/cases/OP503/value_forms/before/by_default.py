from flask import Flask

app = Flask(__name__)
app.config.setdefault(
    "SECRET_KEY", "keep-calm"
)
