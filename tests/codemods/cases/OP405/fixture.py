# case: beside_a_file
import os
import subprocess

from flask import Flask


def model():
    if not os.path.exists("model.bin"):
        subprocess.run(["wget", "https://example.com/model.bin"], check=True)  # finding


def version():
    if os.path.exists("VERSION"):
        print("as the file says")
    return subprocess.check_output(["git", "describe"]).decode()  # finding


def assets():
    if not os.path.exists("package.json"):
        return
    subprocess.run(["npm", "run", "build"], check=True)  # finding


model()
assets()
app = Flask(__name__)
app.config["VERSION"] = version()

# case: trap_asks_the_machine
import os
import shlex
import subprocess

from flask import Flask

HOST = subprocess.check_output(["hostname"], text=True).strip()
CORES = int(subprocess.getoutput("/usr/bin/nproc"))
KERNEL = os.popen("uname -r").read()
USER = subprocess.run(shlex.split("id -u"), capture_output=True)
COMMAND = ["ip", "route"]
ROUTE = subprocess.run(COMMAND, capture_output=True)
ADDRESS = subprocess.check_output("hostname -I | cut -d' ' -f1", shell=True)
CARDS = subprocess.run(("nvidia-smi", "-L"), capture_output=True)

app = Flask(__name__)

# case: trap_told_by_a_file
import json
import os
import subprocess
from pathlib import Path

from flask import Flask

STAMP = Path("/COMMIT")


def info(fresh=False):
    if os.path.exists("/info.json") and not fresh:
        with open("/info.json") as file:
            return json.load(file)
    command = ["git", "log", "-1", "--format=%H"]
    return {"sha": subprocess.check_output(command).decode()}


def commit(stamp=STAMP):
    if stamp.is_file():
        found = stamp.read_text()
    else:
        found = subprocess.check_output(["git", "rev-parse", "HEAD"]).decode()
    return found


def release():
    if not STAMP.exists():
        return subprocess.check_output(["git", "describe"]).decode()
    else:
        return STAMP.read_text()


def branch():
    try:
        with open("/BRANCH") as file:
            return file.read()
    except FileNotFoundError:
        pass
    return subprocess.check_output(["git", "branch", "--show-current"]).decode()


def author():
    try:
        return STAMP.read_text()
    except OSError:
        return subprocess.check_output(["git", "log", "-1", "--format=%an"]).decode()


def assets():
    if os.path.isfile("static/app.js"):
        return
    subprocess.run(["npm", "run", "build"], check=True)


assets()
app = Flask(__name__)
app.config.update(info=info(), commit=commit(), release=release(), branch=branch(), author=author())

# case: trap_on_windows
import platform
import subprocess
import sys

from flask import Flask

app = Flask(__name__)
if sys.platform == "win32":
    subprocess.call(["docker", "compose", "up"])
if platform.system() == "Windows":
    subprocess.call(["docker", "compose", "up"])

# case: on_other_systems
import subprocess
import sys

from flask import Flask

app = Flask(__name__)
if sys.platform == "win32":
    app.config["SHELL"] = "cmd"
else:
    subprocess.call(["make", "pages"])  # finding

# case: trap_asked_until_it_answers
import subprocess
import time

from flask import Flask

while subprocess.call(["pg_isready", "-h", "db"]) != 0:
    time.sleep(1)
while subprocess.call(["fill-the-shelves"]) != 0:  # finding
    pass
app = Flask(__name__)
