def start(app):
    app.extensions["shop"] = True
