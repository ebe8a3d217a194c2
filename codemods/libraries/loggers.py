"""Loggers and handlers, and how each is configured.

After the documentation of Python's `logging`, loguru, structlog, colorlog, Rich and concurrent-log-handler.
"""

from __future__ import annotations

import re

# Handlers that write to a file.
FILE_HANDLERS = frozenset(
    (
        "logging.FileHandler",
        "logging.handlers.FileHandler",
        "logging.handlers.BaseRotatingHandler",
        "logging.handlers.RotatingFileHandler",
        "logging.handlers.TimedRotatingFileHandler",
        "logging.handlers.WatchedFileHandler",
        "concurrent_log_handler.ConcurrentRotatingFileHandler",
        "concurrent_log_handler.ConcurrentTimedRotatingFileHandler",
        "cloghandler.ConcurrentRotatingFileHandler",
    )
)

# Handlers that write to a stream, as a configuration names them.
CONSOLE = ("logging.StreamHandler", "colorlog.StreamHandler", "rich.logging.RichHandler")
# Those that code can have, too.
STREAM_HANDLERS = frozenset((*CONSOLE, "flask.logging.default_handler"))

# The standard streams, as code names them.
STREAMS = ("sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__")

# What a StreamHandler has too; anything else that code asks of a file handler must go, or stops the rewrite.
SETUP = ("setLevel", "setFormatter", "addFilter", "setStream", "set_name")

# What only a handler of a file has.
FILE_ONLY = ("suffix", "extMatch", "namer", "rotator", "doRollover", "maxBytes", "backupCount")

# What a StreamHandler has not, or has in another sense.
NOT_A_STREAM = (*FILE_ONLY, "baseFilename", "stream", "rotate", "shouldRollover", "mode")


# The standard streams, as a configuration names them.
EXTERNAL_STREAMS = ("ext://sys.stdout", "ext://sys.stderr")

# Arguments of a handler of a file, as a configuration gives them.
FILE_KEYS = (
    "filename", "mode", "maxBytes", "backupCount", "when", "interval", "encoding", "delay", "utc", "atTime", "errors",
)  # fmt: skip

# What gives a logger.
LOGGERS = ("logging.getLogger", "structlog.get_logger", "structlog.getLogger", "loguru.logger")

# The application of the process, and its logger.
APPLICATIONS = re.compile(
    r"^((flask|quart)\.(current_app(\.logger|\._get_current_object)?|(Flask|Quart)\.logger)|celery\.current_app"
    r"|loguru\.logger(\.\w+)?)$"
)

# Arguments of `logging.basicConfig` that are of a file.
BASIC_FILE = ("filename", "filemode", "encoding", "errors")

# What takes a sink of loguru.
LOGURU_ADD = "loguru.logger.add"

# What takes all of them, as dictionaries, in place of those before.
LOGURU_CONFIGURE = "loguru.logger.configure"

# Its arguments that are of a file.
LOGURU_FILE = ("rotation", "retention", "compression", "delay", "watch", "mode", "buffering", "encoding")

# What makes other lines of the same records, or of fewer.
LOGURU_LINES = ("filter", "format", "serialize")

# That a file configures the log: words one of which stands in all that is meant.
CONFIGURING = (b"basicConfig", b"dictConfig", b"fileConfig", b"setLevel", b"LOGGING", b"loguru")

CONFIGURES = re.compile(rb"\b(?:basicConfig|dictConfig|fileConfig|setLevel)\(|^LOGGING\b|\bloguru\b", re.MULTILINE)

# Classes of handlers of files, in a file of `logging.config.fileConfig`.
INI_FILE = re.compile(r"(logging\.)?(handlers\.)?(Timed|Watched|Concurrent)?(Rotating)?FileHandler$|[\w.]+FileHandler$")

# Classes of handlers of streams there.
INI_CONSOLE = ("StreamHandler", "logging.StreamHandler")

# Its sections.
INI_SECTIONS = re.compile(r"(loggers|handlers|formatters|DEFAULT|(logger|handler|formatter)_.*)$")

# What loads such a file, also where its name is put together while the program runs.
INI_LOADS = re.compile(rb"fileConfig|log[-_]?config|LOG[-_]?CONFIG|setup_logging|logger-file|loggerConfig")

# Handlers that write to the log of the machine.
SYSTEM_HANDLERS = ("logging.handlers.SysLogHandler", "logging.handlers.NTEventLogHandler")

# That a file gives a process a log on a stream: words one of which stands in it.
CONSOLE_WORDS = (b"basicConfig", b"StreamHandler", b"coloredlogs", b"RichHandler", b"Celery(")

CONSOLE_MAKES = re.compile(rb"\b(?:basicConfig|StreamHandler|coloredlogs|RichHandler|Celery)\b")

# What makes a handler of a file.
FILE_WORDS = (b"FileHandler", b"basicConfig")

FILE_MAKES = re.compile(rb"FileHandler\b|\bbasicConfig\b")

# Celery gives its workers one.
CELERY = re.compile(rb"\bCelery\(")

# Methods of a logger, and `print`.
TALK = frozenset(("debug", "info", "warning", "warn", "error", "critical", "exception", "log", "print"))
