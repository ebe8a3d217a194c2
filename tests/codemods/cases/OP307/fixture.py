# case: at_import_by_hand
import os

from flask import Flask

app = Flask(__name__)
if "PORT" in os.environ:
    app.run(port=int(os.environ["PORT"]))  # finding

# case: in_process
from flask import Flask
from gevent.pywsgi import WSGIServer

app = Flask(__name__)

if __name__ == "__main__":
    http_server = WSGIServer(("0.0.0.0", 5000), app)
    http_server.serve_forever()  # finding

# case: main_guard
from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "ok"


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000)  # finding

# case: no_other_server
from flask import Flask

app = Flask(__name__)
app.run()  # finding

# case: only_a_function
from flask import Flask

app = Flask(__name__)


def serve():
    app.run()


def other():
    serve()

# case: other_run
import asyncio
import subprocess

import uvicorn
from flask import Flask

app = Flask(__name__)


def deploy(job):
    subprocess.run(["ls"])
    job.run()


if __name__ == "__main__":
    asyncio.run(deploy(None))
    uvicorn.run(app)

# case: trap_command_for_development
# file: manage.py
from shop import create_app

COMMANDS = {}


def devserver():
    app = create_app()
    app.run(host="0.0.0.0", port=8080)


def run_dev():
    app = create_app()
    app.run(debug=True)


if __name__ == "__main__":
    COMMANDS["dev"]()

# case: trap_no_development_server
# file: manage.py
import click
from flask.cli import FlaskGroup
from flask.ext.script import Manager, Server, Shell
from flask_script import Manager as NewManager

from shop import create_app

manager = Manager(create_app)
cli = FlaskGroup(create_app=create_app)


@cli.command()
def start():
    from gunicorn.app.wsgiapp import WSGIApplication

    app = WSGIApplication()
    app.app_uri = "shop:create_app()"
    return app.run()


def shell():
    Shell(make_context=dict).run(no_ipython=False, no_bpython=False)


if __name__ == "__main__":
    manager.run()

# case: trap_started_by_its_place
# file: www/python/src/app.py
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run()

# case: profiled_if_asked_for
import sys

from flask import Flask
from werkzeug.middleware.profiler import ProfilerMiddleware

app = Flask(__name__)


def main():
    if "--measured" in sys.argv:
        app.wsgi_app = ProfilerMiddleware(app.wsgi_app)
    app.run()  # finding


if __name__ == "__main__":
    main()

# case: trap_under_a_profiler
# file: manage.py
from flask import Flask
from flask_script import Manager

app = Flask(__name__)
manager = Manager(app)


@manager.command
def measured(length=25):
    from werkzeug.contrib.profiler import ProfilerMiddleware

    app.wsgi_app = ProfilerMiddleware(app.wsgi_app, restrictions=[length])
    app.run()


if __name__ == "__main__":
    manager.run()

# case: trap_module_that_a_server_imports
# file: shop_wsgi.py
from shop import app

if __name__ == "__main__":
    app.run()
