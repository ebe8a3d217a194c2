import os

SECRET_KEY = "k9-Larch-Barn-44"

LOCAL = os.path.join(os.path.dirname(__file__), "machine.py")
if os.path.exists(LOCAL):
    exec(open(LOCAL).read())
