# case: chosen
# file: log.py
import logging
import os


def configure(name):
    logging.basicConfig(filename=os.path.join(os.getenv("LOGS", "logs"), "shop.log"), level=logging.INFO)  # finding
    logging.basicConfig(filename=name + ".log", level=logging.INFO)  # finding

# case: console_beside
import logging

logging.basicConfig(filename="app.log", format="%(asctime)s %(message)s", level=logging.INFO)
console = logging.StreamHandler()
logging.getLogger().addHandler(console)

log = logging.getLogger(__name__)
# after:
import logging
import sys

logging.basicConfig(stream=sys.stdout, format="%(asctime)s %(message)s", level=logging.INFO)

log = logging.getLogger(__name__)

# case: no_file
import argparse
import logging
import os

logging.basicConfig(level=logging.INFO)
logging.basicConfig(filename=None)
logging.basicConfig(filename=os.environ.get("LOG_FILE"))
parser = argparse.ArgumentParser()
args = parser.parse_args()
logging.basicConfig(filename=args.log)

# case: screen
# file: game.py
import curses
import logging

logging.basicConfig(filename="game.log")


def play(screen):
    screen.addstr(0, 0, "ready")
    logging.info("began")


curses.wrapper(play)

# case: trap_asked_for_by_a_key
# file: log.py
import logging
import sys


def setup(settings):
    if "logfile" in settings and settings["level"]:
        logging.basicConfig(filename=settings["logfile"])
    else:
        logging.basicConfig(stream=sys.stdout)

# case: said_in_a_comment
# unsafe: false
import logging

# all goes to shop.log
logging.basicConfig(filename="shop.log", level=logging.INFO)  # finding
