from os import system
from sys import argv


def init():
    with open("main.py", "w") as file:
        file.write("from aiohttp import web\n\napp = web.Application()\nweb.run_app(app)\n")
    system("pip install -r requirements.txt")


if __name__ == "__main__":
    if argv[1] == "init":
        init()
