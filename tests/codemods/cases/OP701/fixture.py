# case: alike
import logging


def start_a():
    log = logging.getLogger("a")
    log.addHandler(logging.FileHandler("app.log"))


def start_b():
    log = logging.getLogger("b")
    log.addHandler(logging.FileHandler("app.log"))


def start_c():
    log = logging.getLogger("c")
    log.addHandler(logging.FileHandler("app.log"))
# after:
import logging
import sys


def start_a():
    log = logging.getLogger("a")
    log.addHandler(logging.StreamHandler(sys.stdout))


def start_b():
    log = logging.getLogger("b")
    log.addHandler(logging.StreamHandler(sys.stdout))


def start_c():
    log = logging.getLogger("c")
    log.addHandler(logging.StreamHandler(sys.stdout))

# case: asked_for
# file: log.py
import logging
import os

log_file = os.environ.get("LOG_FILE")
if log_file:
    logging.getLogger("shop").addHandler(logging.FileHandler(log_file))
logging.getLogger("shop").addHandler(logging.FileHandler("/dev/stdout"))
logging.getLogger("shop").addHandler(logging.FileHandler(os.devnull))

# case: asked_for_by_an_option
# file: log.py
import logging
import os
import sys
from logging.handlers import RotatingFileHandler


def scraping(settings):
    filename = settings.get("LOG_FILE")
    if filename:
        return logging.FileHandler(filename, mode="a")
    return logging.StreamHandler()


def serving(options):
    if options.log_file_prefix and not options.quiet:
        return RotatingFileHandler(options.log_file_prefix, maxBytes=10_000)
    return logging.StreamHandler()


def working(logfile=None):
    logfile = sys.__stderr__ if logfile is None else logfile
    if hasattr(logfile, "write"):
        return logging.StreamHandler(logfile)
    return logging.FileHandler(logfile)


def starting(level, *, log_file: str | None = None):
    if log_file is not None:
        logging.getLogger().addHandler(logging.FileHandler(log_file))


class Plugin:
    def __init__(self, config):
        log_file = config.getoption("log_file") or os.devnull
        self.handler = logging.FileHandler(log_file, encoding="UTF-8")

# case: basic_config_above
# file: log.py
import logging

logging.basicConfig(level=logging.INFO)

logger = logging.getLogger(__name__)
logger.addHandler(logging.FileHandler("module.log"))


def work():
    logger.info("working")
# after:
import logging

logging.basicConfig(level=logging.INFO)

logger = logging.getLogger(__name__)


def work():
    logger.info("working")

# case: comment_of_both
# file: logs.py
import logging


def logger_of(name):
    logger = logging.getLogger(name)
    # a file that keeps everything
    file = logging.FileHandler("shop.log")
    # a console
    console = logging.StreamHandler()
    formatter = logging.Formatter("%(asctime)s %(message)s")
    file.setFormatter(formatter)
    console.setFormatter(formatter)
    # add the handlers to the logger
    logger.addHandler(file)
    logger.addHandler(console)
    return logger
# after:
import logging


def logger_of(name):
    logger = logging.getLogger(name)
    # a console
    console = logging.StreamHandler()
    formatter = logging.Formatter("%(asctime)s %(message)s")
    console.setFormatter(formatter)
    # add the handlers to the logger
    logger.addHandler(console)
    return logger

# case: console_beside
# file: log.py
import logging
import os
import sys

LOG_DIR = os.path.join(os.path.dirname(os.path.abspath(__file__)), "logs")
LOG_FILE = os.path.join(LOG_DIR, "app.log")

os.makedirs(LOG_DIR, exist_ok=True)


def get_logger(name):
    logger = logging.getLogger(name)
    logger.setLevel(logging.INFO)
    formatter = logging.Formatter("%(asctime)s %(message)s")

    console = logging.StreamHandler(sys.stdout)
    console.setFormatter(formatter)
    logger.addHandler(console)

    fh = logging.FileHandler(LOG_FILE, encoding="utf-8")
    fh.setFormatter(formatter)
    logger.addHandler(fh)
    return logger
# after:
import logging
import sys


def get_logger(name):
    logger = logging.getLogger(name)
    logger.setLevel(logging.INFO)
    formatter = logging.Formatter("%(asctime)s %(message)s")

    console = logging.StreamHandler(sys.stdout)
    console.setFormatter(formatter)
    logger.addHandler(console)

    return logger

# case: console_narrower
# file: log.py
import logging

logger = logging.getLogger("shop")
logger.setLevel(logging.DEBUG)
fh = logging.FileHandler("shop.log")
fh.setLevel(logging.DEBUG)
ch = logging.StreamHandler()
ch.setLevel(logging.ERROR)
formatter = logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s")
fh.setFormatter(formatter)
ch.setFormatter(formatter)
logger.addHandler(fh)
logger.addHandler(ch)
# after:
import logging

logger = logging.getLogger("shop")
logger.setLevel(logging.DEBUG)
ch = logging.StreamHandler()
ch.setLevel(logging.DEBUG)
formatter = logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s")
ch.setFormatter(formatter)
logger.addHandler(ch)

# case: explained
# file: log.py
import logging
import os
from logging.handlers import RotatingFileHandler

logger = logging.getLogger("shop")
formatter = logging.Formatter("%(asctime)s %(levelname)s %(message)s")

os.makedirs("logs", exist_ok=True)
file_handler = RotatingFileHandler("logs/app.log", maxBytes=1_000_000, backupCount=3)
file_handler.setFormatter(formatter)
logger.addHandler(file_handler)
# after:
import logging
import sys

logger = logging.getLogger("shop")
formatter = logging.Formatter("%(asctime)s %(levelname)s %(message)s")

stream_handler = logging.StreamHandler(sys.stdout)
stream_handler.setFormatter(formatter)
logger.addHandler(stream_handler)

# case: file_only_methods
# file: log.py
import logging
from logging.handlers import RotatingFileHandler

handler = RotatingFileHandler("app.log")  # finding
logging.getLogger("shop").addHandler(handler)
print("logging to", handler.baseFilename)

# case: flask_default_handler
import logging
import os
from logging.handlers import RotatingFileHandler

from flask import Flask

app = Flask(__name__)

if not app.debug:
    if not os.path.exists('logs'):
        os.mkdir('logs')
    file_handler = RotatingFileHandler('logs/shop.log', maxBytes=10240, backupCount=10)
    file_handler.setFormatter(logging.Formatter('%(asctime)s %(levelname)s: %(message)s'))
    file_handler.setLevel(logging.INFO)
    app.logger.addHandler(file_handler)
    app.logger.setLevel(logging.INFO)
    app.logger.info('Shop startup')
# after:
import logging
import sys

from flask import Flask
from flask.logging import default_handler

app = Flask(__name__)

if not app.debug:
    stream_handler = logging.StreamHandler(sys.stdout)
    stream_handler.setFormatter(logging.Formatter('%(asctime)s %(levelname)s: %(message)s'))
    stream_handler.setLevel(logging.INFO)
    app.logger.removeHandler(default_handler)
    app.logger.addHandler(stream_handler)
    app.logger.setLevel(logging.INFO)
    app.logger.info('Shop startup')

# case: flask_errors_only
import logging
from logging import FileHandler

from flask import Flask


def create_app():
    app = Flask(__name__)
    handler = FileHandler("errors.log")
    handler.setLevel(logging.ERROR)
    app.logger.addHandler(handler)
    app.logger.setLevel(logging.INFO)
    return app
# after:
import logging

from flask import Flask


def create_app():
    app = Flask(__name__)
    app.logger.setLevel(logging.INFO)
    return app

# case: flask_level_above_the_debuggers
import logging

from flask import Flask

app = Flask(__name__)
handler = logging.FileHandler("slow.log")  # finding
handler.setLevel(logging.WARNING)
app.logger.addHandler(handler)


@app.get("/")
def index():
    app.logger.info("asked")
    return ""

# case: imports_in_a_block
from flask import Flask

app = Flask(__name__)

if not app.debug:
    import logging
    from logging.handlers import TimedRotatingFileHandler
    handler = TimedRotatingFileHandler('app.log', when='midnight', backupCount=7)
    handler.suffix = '%Y-%m-%d'
    handler.setFormatter(logging.Formatter('%(message)s'))
    app.logger.addHandler(handler)
# after:
import sys

from flask import Flask
from flask.logging import default_handler

app = Flask(__name__)

if not app.debug:
    import logging
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter('%(message)s'))
    app.logger.removeHandler(default_handler)
    app.logger.addHandler(handler)

# case: kept_elsewhere
import logging
from logging.handlers import RotatingFileHandler

from flask import Flask

app = Flask(__name__)
app.log_handler = RotatingFileHandler("shop.log")  # finding


def handler():
    return logging.FileHandler("a.log")  # finding

# case: log_to_stdout_else
import logging
import os
from logging.handlers import RotatingFileHandler


def configure_logging(app):
    logger = logging.getLogger("shop")
    if app.config["LOG_TO_STDOUT"]:
        stream_handler = logging.StreamHandler()
        stream_handler.setLevel(logging.INFO)
        logger.addHandler(stream_handler)
    else:
        if not os.path.exists("logs"):
            os.mkdir("logs")
        file_handler = RotatingFileHandler("logs/shop.log", maxBytes=10240, backupCount=10)
        file_handler.setLevel(logging.INFO)
        logger.addHandler(file_handler)

# case: migration
# file: migrations/versions/1db4f82bc780_.py
from logging import FileHandler, getLogger

from alembic import op

revision = "1db4f82bc780"

log = getLogger(__name__)
log.addHandler(FileHandler("db_upgrade.log"))


def upgrade():
    op.add_column("users")

# case: no_real_option
# file: log.py
import logging

LOG_FILE = "shop.log"


def constant():
    if LOG_FILE:
        logging.getLogger("a").addHandler(logging.FileHandler(LOG_FILE))  # finding


def with_default(path="shop.log"):
    if path:
        logging.getLogger("b").addHandler(logging.FileHandler(path))  # finding


def filled(path=None):
    path = path or "shop.log"
    logging.getLogger("c").addHandler(logging.FileHandler(path))  # finding


def other_branch(path):
    if path:
        return
    logging.getLogger("d").addHandler(logging.FileHandler(path))  # finding
# after:
import logging
import sys

LOG_FILE = "shop.log"


def constant():
    if LOG_FILE:
        logging.getLogger("a").addHandler(logging.StreamHandler(sys.stdout))


def with_default(path="shop.log"):
    if path:
        logging.getLogger("b").addHandler(logging.FileHandler(path))


def filled(path=None):
    path = path or "shop.log"
    logging.getLogger("c").addHandler(logging.FileHandler(path))


def other_branch(path):
    if path:
        return
    logging.getLogger("d").addHandler(logging.FileHandler(path))

# case: optional
# file: log.py
import logging
import os

logger = logging.getLogger("shop")

if os.environ.get("LOG_TO_FILE", "1") == "1":
    logger.addHandler(logging.FileHandler("shop.log"))


def set_up(logs_dir=None, log_to_file=False):
    if logs_dir is not None:
        to_file()
    if log_to_file:
        logger.addHandler(logging.FileHandler("b.log"))


def to_file():
    handler = logging.FileHandler("shop.log")
    logger.addHandler(handler)


def configure(app):
    if not app.debug and app.config["LOG_TO_STDOUT"]:
        logger.addHandler(logging.StreamHandler())
    else:
        logger.addHandler(logging.FileHandler("c.log"))

# case: other_files_read
import logging
import os
import subprocess
import sys

from flask import Flask, send_from_directory

app = Flask(__name__)
UPLOADS = os.path.join(os.path.dirname(__file__), "uploads")
app.logger.addHandler(logging.FileHandler("logs/shop.log"))
logging.getLogger("jobs").addHandler(logging.FileHandler("logs/jobs.log"))


@app.route("/uploads/<name>")
def upload(name):
    return send_from_directory(UPLOADS, name)


@app.route("/reports/<name>")
def report(name):
    with open(f"logs/report-{name}.log") as file, open("reports/" + name) as other:
        return file.read() + other.read()


@app.route("/disk")
def disk():
    return subprocess.check_output(["df", "logs/shop.log"]) + open(sys.argv[1], "rb").read()
# after:
import logging
import os
import subprocess
import sys

from flask import Flask, send_from_directory
from flask.logging import default_handler

app = Flask(__name__)
UPLOADS = os.path.join(os.path.dirname(__file__), "uploads")
app.logger.removeHandler(default_handler)
app.logger.addHandler(logging.StreamHandler(sys.stdout))
logging.getLogger("jobs").addHandler(logging.StreamHandler(sys.stdout))


@app.route("/uploads/<name>")
def upload(name):
    return send_from_directory(UPLOADS, name)


@app.route("/reports/<name>")
def report(name):
    with open(f"logs/report-{name}.log") as file, open("reports/" + name) as other:
        return file.read() + other.read()


@app.route("/disk")
def disk():
    return subprocess.check_output(["df", "logs/shop.log"]) + open(sys.argv[1], "rb").read()

# case: other_handlers
import logging
from logging.handlers import HTTPHandler, SMTPHandler

import tornado.web

logging.getLogger("shop").addHandler(SMTPHandler("mail", "a@example.com", ["b@example.com"], "Error"))
logging.getLogger("shop").addHandler(HTTPHandler("logs", "/log"))
routes = [("/", tornado.web.StaticFileHandler)]
# handler = logging.FileHandler("app.log")

# case: rotating
import logging
from logging.handlers import RotatingFileHandler

handler = RotatingFileHandler("app.log", maxBytes=1000)
handler.setLevel(logging.INFO)
logging.getLogger("shop").addHandler(handler)
# after:
import logging
import sys

handler = logging.StreamHandler(sys.stdout)
handler.setLevel(logging.INFO)
logging.getLogger("shop").addHandler(handler)

# case: says_less
# file: log.py
import logging

logger = logging.getLogger("shop")
console = logging.StreamHandler()
console.setFormatter(logging.Formatter("%(message)s"))
logger.addHandler(console)
file_handler = logging.FileHandler("shop.log")  # finding
file_handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
logger.addHandler(file_handler)

# case: subclass
# file: log.py
import logging
from logging.handlers import RotatingFileHandler


class PrivateRotatingFileHandler(RotatingFileHandler):
    def _open(self):
        return open(self.baseFilename, self.mode, opener=private)


def configure():
    logger = logging.getLogger("shop")
    logger.addHandler(PrivateRotatingFileHandler("shop.log"))


def kept_class():
    return PrivateRotatingFileHandler
# after:
import logging
import sys
from logging.handlers import RotatingFileHandler


class PrivateRotatingFileHandler(RotatingFileHandler):
    def _open(self):
        return open(self.baseFilename, self.mode, opener=private)


def configure():
    logger = logging.getLogger("shop")
    logger.addHandler(logging.StreamHandler(sys.stdout))


def kept_class():
    return PrivateRotatingFileHandler

# case: trap_asked_for_by_a_key
# file: log.py
import logging
import sys
from logging.handlers import RotatingFileHandler


def setup(settings):
    if "logfile" in settings:
        logging.basicConfig(handlers=[RotatingFileHandler(settings["logfile"])])
    else:
        logging.basicConfig(stream=sys.stdout)


def later(settings):
    if "log_file" not in settings:
        return
    logging.getLogger().addHandler(logging.FileHandler(settings["log_file"]))

# case: trap_chosen_beside_a_console
# file: shop.py
import logging
import logging.handlers
import os
import sys


def start_logging(settings):
    orders = logging.getLogger("orders")
    folder = settings["LOG_FOLDER"]
    try:
        to_file = logging.handlers.RotatingFileHandler(os.path.join(folder, "orders.log"), maxBytes=10)
        orders.addHandler(to_file)
    except OSError:
        pass
    to_console = logging.StreamHandler(stream=sys.stdout)
    orders.addHandler(to_console)
    orders.propagate = False

# case: trap_console_in_another_method
# file: logs.py
import logging
from logging.handlers import TimedRotatingFileHandler


class Log(logging.Logger):
    def __init__(self, name):
        super().__init__(name)
        self.to_console()
        self.to_file()

    def to_file(self):
        handler = TimedRotatingFileHandler("app.log", when="D")
        self.addHandler(handler)

    def to_console(self):
        stream_handler = logging.StreamHandler()
        self.addHandler(stream_handler)

# case: trap_device
import logging
import os
import stat
from pathlib import Path

from flask import Flask

app = Flask(__name__)
place = app.config.get("LOG_FILE", "/dev/stdout")
is_device = os.path.exists(place) and stat.S_ISCHR(os.stat(place).st_mode)
if is_device:
    app.logger.addHandler(logging.StreamHandler(open(place, "a")))


@app.post("/orders")
def orders():
    target = app.config["AUDIT_LOG"]
    if not Path(target).is_char_device():
        return "no", 500
    else:
        if Path(target).is_char_device():
            with open(target, "a") as audit_log:
                audit_log.write("ordered\n")
    return "ok"

# case: trap_of_one_job
import logging
import os
import tempfile

from flask import Flask

app = Flask(__name__)


def handler_of(folder):
    handle, filename = tempfile.mkstemp(dir=folder, suffix=".log")
    os.close(handle)
    handler = logging.FileHandler(filename)
    handler.setLevel(logging.DEBUG)
    return handler


@app.post("/jobs")
def job():
    handler = handler_of("/work")
    logging.getLogger().addHandler(handler)
    logging.info("started")
    logging.getLogger().removeHandler(handler)
    return "", 204

# case: trap_returns_before
# file: log.py
import logging
import os
import sys

logger = logging.getLogger("shop")


def set_up(config):
    log_dir = config.get("LOG_DIR")
    if log_dir is None or log_dir == "-":
        return
    logger.addHandler(logging.FileHandler(os.path.join(log_dir, "shop.log")))


def set_up_by_environment():
    if not os.environ.get("LOG_FILES"):
        logger.addHandler(logging.NullHandler())
        return
    logger.addHandler(logging.FileHandler("shop.log"))


def set_up_by_option(options):
    if options.stdout:
        return
    handler = logging.FileHandler("shop.log")
    logger.addHandler(handler)


set_up_by_option(sys.argv)

# case: trap_root_list
# file: log.py
import logging
import os
from logging.handlers import RotatingFileHandler


def by_append(name):
    handlers = []
    console = logging.StreamHandler()
    console.setLevel(logging.INFO)
    handlers.append(console)
    if not os.getenv("TESTING"):
        file_handler = logging.FileHandler("app.log")
        file_handler.setLevel(logging.INFO)
        handlers.append(file_handler)
    logging.basicConfig(level=logging.DEBUG, handlers=handlers)
    return logging.getLogger(name)


def by_list():
    handlers = [logging.StreamHandler(), RotatingFileHandler("app.log")]
    logging.basicConfig(level=logging.DEBUG, handlers=handlers)

# case: trap_switched_by_an_option
# file: manage.py
import logging
import logging.handlers
import os
import sys

from docopt import docopt

OPTIONS = docopt(__doc__)


def setup_logging(name):
    log_to_disk = False
    if OPTIONS["--log_dir"]:
        log_to_disk = True
    console = logging.StreamHandler(sys.stdout)
    console.setLevel(logging.ERROR if log_to_disk else logging.DEBUG)
    root = logging.getLogger()
    root.addHandler(console)
    if log_to_disk:
        handler = logging.handlers.TimedRotatingFileHandler(os.path.join(OPTIONS["--log_dir"], name), when="d")
        root.addHandler(handler)

# case: trap_taken_off
# file: crawl.py
import logging
import os
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler

logger = logging.getLogger("crawler")


@contextmanager
def log_of(host, folder):
    handler = logging.FileHandler(os.path.join(folder, f"{host}.log"))
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)


def crawl(host):
    handler = RotatingFileHandler("/srv/crawls/last.log")
    logger.addHandler(handler)
    try:
        logger.info("crawling %s", host)
    finally:
        logger.removeHandler(handler)
        handler.close()

# case: two_files
# file: log.py
import logging
import logging.handlers

root = logging.getLogger()
handler = logging.handlers.RotatingFileHandler("info.log", maxBytes=1000)
handler.setLevel(logging.INFO)
root.addHandler(handler)
handler = logging.handlers.RotatingFileHandler("error.log", maxBytes=1000)
handler.setLevel(logging.ERROR)
root.addHandler(handler)
# after:
import logging
import sys

root = logging.getLogger()
handler = logging.StreamHandler(sys.stdout)
handler.setLevel(logging.INFO)
root.addHandler(handler)

# case: words
import logging


class Testimonials:
    def __init__(self):
        logging.getLogger(__name__).addHandler(logging.FileHandler('testimonials.log'))


class TestReport:
    def __init__(self):
        logging.getLogger(__name__).addHandler(logging.FileHandler('report.log'))
# after:
import logging
import sys


class Testimonials:
    def __init__(self):
        logging.getLogger(__name__).addHandler(logging.StreamHandler(sys.stdout))


class TestReport:
    def __init__(self):
        logging.getLogger(__name__).addHandler(logging.FileHandler('report.log'))

# case: handler_that_no_logger_has
from logging.handlers import RotatingFileHandler


def rotate():
    handler = RotatingFileHandler("shop.log", maxBytes=1_000_000)

# case: loggers_of_an_object
# file: log.py
# unsafe: false
import logging


class Log:
    def __init__(self):
        self.plain = logging.getLogger(__name__)
        self.errors = logging.getLogger(__name__)
        logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)

    def start(self):
        self.plain.addHandler(logging.FileHandler("plain.log"))  # finding
        self.errors.addHandler(logging.FileHandler("errors.log"))  # finding

# case: loggers_of_an_object_alone
# file: log.py
import logging


class Log:
    def __init__(self):
        self.plain = logging.getLogger(__name__)
        self.errors = logging.getLogger(__name__)

    def start(self):
        self.plain.addHandler(logging.FileHandler("plain.log"))
        self.errors.addHandler(logging.FileHandler("errors.log"))
# after:
import logging
import sys


class Log:
    def __init__(self):
        self.plain = logging.getLogger(__name__)
        self.errors = logging.getLogger(__name__)

    def start(self):
        self.plain.addHandler(logging.StreamHandler(sys.stdout))
