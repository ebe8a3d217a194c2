HELP = {
    "client_id": "OAuth client identification.",
    "client_secret": "The OAuth client secret",
}


def preview(email, password):
    return {"email": email, "password": "(Empty)" if password == "" else "(Not shown)"}


def init_app(app):
    app.config.setdefault("CAS_USERNAME_SESSION_KEY", "CAS_USERNAME")
