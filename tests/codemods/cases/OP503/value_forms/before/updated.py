from flask import Flask

app = Flask(__name__)
app.config.update(
    secret_key="keep-calm",
)
