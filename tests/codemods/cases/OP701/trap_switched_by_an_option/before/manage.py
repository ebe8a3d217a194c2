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
