# case: already-injectable
import asyncio
import os
import subprocess

from flask import Flask

app = Flask(__name__)
environ = {}


async def work(context):
    context.run(host="0.0.0.0", port=5000)


def start():
    # app.run(host="0.0.0.0", port=5000)
    app.run()
    app.run(debug=False)
    app.run(use_reloader=True, threaded=True)
    app.run(host=os.environ.get("HOST", "0.0.0.0"), port=int(os.getenv("PORT", 5000)))
    app.run(port=app.config["PORT"], debug=app.config["DEBUG"])
    asyncio.run(work(None), debug=True)
    subprocess.run(["flask", "run"])

# case: dash
# file: board.py
from dash import Dash

app = Dash(__name__)

if __name__ == "__main__":
    app.run(debug=True)
# after:
import os

from dash import Dash

app = Dash(__name__)

if __name__ == "__main__":
    app.run(debug=os.environ.get("DASH_DEBUG", "1").lower() in ("1", "true", "yes", "on"))

# case: positional
# file: run.py
import os
from shop import create_app

application = create_app()
application.run('0.0.0.0', 8000)
# after:
import os
from shop import create_app

application = create_app()
application.run(os.environ.get('HOST', '0.0.0.0'), int(os.environ.get('PORT', '8000')))

# case: socketio
# file: chat.py
from os import getenv

from flask import Flask
from flask_socketio import SocketIO

app = Flask(__name__)
socketio = SocketIO()


def main():
	socketio.init_app(app)
	socketio.run(app, debug=True, host='127.0.0.1', port='5000', allow_unsafe_werkzeug=True)  # dev


if __name__ == '__main__':
	name = getenv('CHAT_NAME')
	main()
# after:
from os import getenv

from flask import Flask
from flask_socketio import SocketIO

app = Flask(__name__)
socketio = SocketIO()


def main():
	socketio.init_app(app)
	socketio.run(
		app,
		debug=getenv('FLASK_DEBUG', '1').lower() in ('1', 'true', 'yes', 'on'),
		host=getenv('HOST', '127.0.0.1'),
		port=getenv('PORT', '5000'),
		allow_unsafe_werkzeug=True,
	)  # dev


if __name__ == '__main__':
	name = getenv('CHAT_NAME')
	main()

# case: switched
import os

from flask import Flask

import settings

app = Flask(__name__)


def main():
    if settings.FLASK_DEBUG == "False":
        app.run(debug=False)
    else:
        app.run(debug=True)


if __name__ == "__main__":
    if settings.debugging:
        app.run(debug=True, port=8080)
    else:
        app.run(debug=True)
# after:
import os

from flask import Flask

import settings

app = Flask(__name__)


def main():
    if settings.FLASK_DEBUG == "False":
        app.run(debug=False)
    else:
        app.run(debug=True)


if __name__ == "__main__":
    if settings.debugging:
        app.run(debug=True, port=int(os.environ.get("PORT", "8080")))
    else:
        app.run(debug=os.environ.get("FLASK_DEBUG", "1").lower() in ("1", "true", "yes", "on"))

# case: all_interfaces_in_a_pair
from http.server import HTTPServer
from wsgiref.simple_server import WSGIServer

from shop.web import Handler


def start(port):
    HTTPServer(("", port), Handler).serve_forever()  # ok


def start_all(port):
    HTTPServer(("0.0.0.0", port), Handler).serve_forever()  # ok


def start_six(port):
    HTTPServer(("::", port), Handler).serve_forever()  # ok


def start_here(port):
    HTTPServer(("10.1.2.3", port), Handler).serve_forever()  # finding

# case: host_beside_no_debugger
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(debug=False, host="0.0.0.0")  # finding
    app.run("0.0.0.0")  # finding
    app.run(host="0.0.0.0", debug=app.config["DEBUG"])

# case: below_the_lines_of_its_author
# -*- coding: utf-8 -*-
# @Author  : somebody
# @Time    : 2020/5/4 15:53
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(port=5001)  # finding
# after:
# -*- coding: utf-8 -*-
# @Author  : somebody
# @Time    : 2020/5/4 15:53
import os

from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5001")))

# case: left_in_a_branch_that_a_word_decides_against
# file: serve.py
from flask import Flask

STAGE: str = "live"

app = Flask(__name__)

if __name__ == "__main__":
    match STAGE.upper():
        case "LIVE" | "STAGING":
            app.run()
        case _:
            app.run(debug=True)

# case: branch_that_a_word_decides_for
# file: serve.py
from flask import Flask

STAGE = "live"

app = Flask(__name__)

if __name__ == "__main__":
    match STAGE:
        case "live":
            app.run(debug=True)  # finding
        case _:
            app.run()
# after:
import os

from flask import Flask

STAGE = "live"

app = Flask(__name__)

if __name__ == "__main__":
    match STAGE:
        case "live":
            app.run(debug=os.environ.get("FLASK_DEBUG", "1").lower() in ("1", "true", "yes", "on"))
        case _:
            app.run()

# case: systems_of_developers
# file: serve.py
import os
import platform
import sys

from flask import Flask

app = Flask(__name__)
MAC = sys.platform == "darwin"


def main():
    if platform.system() == "Windows" and not os.environ.get("WAITRESS"):
        app.run(debug=True)
    elif MAC:
        app.run(port=5001)
    elif os.name != "posix":
        app.run(port=5002)
    else:
        app.run(port=8000)  # finding


if __name__ == "__main__":
    main()
# after:
import os
import platform
import sys

from flask import Flask

app = Flask(__name__)
MAC = sys.platform == "darwin"


def main():
    if platform.system() == "Windows" and not os.environ.get("WAITRESS"):
        app.run(debug=True)
    elif MAC:
        app.run(port=5001)
    elif os.name != "posix":
        app.run(port=5002)
    else:
        app.run(port=int(os.environ.get("PORT", "8000")))


if __name__ == "__main__":
    main()

# case: system_of_the_servers_themselves
# file: serve.py
import os
import platform

import win32serviceutil
from flask import Flask

app = Flask(__name__)


class Service(win32serviceutil.ServiceFramework):
    def run(self):
        serve()


def serve():
    if platform.system() == "Windows":
        app.run(port=8000)  # finding
# after:
import os
import platform

import win32serviceutil
from flask import Flask

app = Flask(__name__)


class Service(win32serviceutil.ServiceFramework):
    def run(self):
        serve()


def serve():
    if platform.system() == "Windows":
        app.run(port=int(os.environ.get("PORT", "8000")))

# case: start_that_says_development
import os

from flask import Flask

os.environ["DEPLOYMENT_NAME"] = "DEVELOPMENT"

app = Flask(__name__)
app.run(debug=True, host="0.0.0.0", port=8080)
