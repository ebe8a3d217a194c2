import flask

app = flask.Flask(__name__)
app.config.from_object("config.Config")
app.secret_key = b"another-one-entirely"
