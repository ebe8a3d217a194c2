from bottle import route, run


@route("/")
def index():
    return "books"


run(host="0.0.0.0", port=8080)
