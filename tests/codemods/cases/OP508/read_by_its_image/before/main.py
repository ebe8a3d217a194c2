import os

debug = os.environ["DEBUG"] == "1"
