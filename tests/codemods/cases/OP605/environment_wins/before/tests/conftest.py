from app import app

app.config.from_pyfile("config.cfg")
