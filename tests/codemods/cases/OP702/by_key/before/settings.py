LOGGING = base_logging()
LOGGING["handlers"]["file"] = {"class": "logging.handlers.TimedRotatingFileHandler", "filename": "a.log", "when": "D"}
