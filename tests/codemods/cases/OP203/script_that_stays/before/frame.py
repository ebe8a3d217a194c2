from os import system

from aiohttp import web


def init():
    """Make what web.run_app(app) needs."""
    system("pip install -r requirements.txt")


if __name__ == "__main__":
    init()
    web.run_app(web.Application())
