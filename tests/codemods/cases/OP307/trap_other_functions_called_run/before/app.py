from subprocess import run

from bottle import default_app, route


@route("/")
def index():
    return "books"


application = default_app()
run(["true"], check=True)
