# case: chosen
# file: log.py
import os

from loguru import logger

logger.remove()
logger.add(os.path.join(os.getenv("LOGS", "logs"), "shop.log"), rotation="1 MB")  # finding


def configure(settings, folder):
    logger.add(settings.log_folder / "a.log", rotation="1 MB")  # finding
    logger.add(f"{folder}/b.log", rotation="1 MB")  # finding
    if settings.log_to_file:
        logger.add("c.log")

# case: console_beside
# file: log.py
import sys

from loguru import logger

logger.remove()
logger.add(sys.stdout)
logger.add("app.log", rotation="1 day", level="DEBUG")
# after:
import sys

from loguru import logger

logger.remove()
logger.add(sys.stdout)

# case: handed_in
# file: log.py
import sys

from loguru import logger


class Logging:
    def to_console(self, logger):
        logger.add(sys.stdout)

    def to_file(self):
        logger.add("shop.log", rotation="1 MB")  # finding

# case: json_beside
# file: log.py
import sys

from loguru import logger

logger.remove()
logger.add(sys.stdout)
logger.add("shop.json", serialize=True)  # finding

# case: other_sinks
# file: log.py
import sys

from loguru import logger

logger.add(sys.stderr, format="{message}")
logger.add(lambda message: print(message))
names = set()
names.add("app.log")

# case: removed_default
# file: log.py
from loguru import logger

logger.remove()
logger.add("app.log", rotation="1 day")
# after:
import sys

from loguru import logger

logger.remove()
logger.add(sys.stdout)

# case: rotation
# file: log.py
import os

from loguru import logger

LOG_DIR = "logs"
os.makedirs(LOG_DIR, exist_ok=True)

logger.add(
    os.path.join(LOG_DIR, "app_{time}.log"),
    rotation="10 MB",
    retention="10 days",
    level="INFO",
    enqueue=True,
)
# after:
import sys

from loguru import logger

logger.remove()
logger.add(
    sys.stdout,
    level="INFO",
    enqueue=True,
)

# case: several
# file: log.py
from loguru import logger

logger.add("info.log", level="INFO")  # finding
logger.add("error.log", level="ERROR")  # finding

# case: said_in_a_comment
# unsafe: false
from loguru import logger

# write it to a file
logger.add("shop.log")  # finding

# case: configured
# file: log.py
from loguru import logger

logger.configure(
    handlers=[
        {"sink": "shop.log", "level": "INFO", "rotation": "1 day", "enqueue": True, "retention": 3},
    ],
    extra={"service": "shop"},
)
# after:
import sys

from loguru import logger

logger.configure(
    handlers=[
        {"sink": sys.stdout, "level": "INFO", "enqueue": True},
    ],
    extra={"service": "shop"},
)

# case: configured_beside_others
# file: log.py
import os
import sys

from loguru import logger

config = {
    "handlers": [
        {"sink": sys.stderr, "level": "INFO"},
        {"sink": "shop.log", "level": "DEBUG"},  # finding
        dict(sink="audit.log", rotation="1 day"),  # finding
        {"sink": os.environ["LOG_FILE"]},
        {"sink": print},
    ],
}
logger.configure(**config)


def streams(handlers):
    logger.configure(handlers=[{"sink": "/dev/stdout"}])
    logger.configure(handlers=handlers)
