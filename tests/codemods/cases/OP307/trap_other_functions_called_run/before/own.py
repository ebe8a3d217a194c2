from asyncio import run as go

from bottle import route


@route("/")
def index():
    return "books"


async def fill():
    return None


def run(host, port):
    return host, port


if __name__ == "__main__":
    run(host="0.0.0.0", port=8080)
    go(fill())
