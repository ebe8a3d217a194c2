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
