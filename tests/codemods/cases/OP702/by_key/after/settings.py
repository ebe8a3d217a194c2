LOGGING = base_logging()
LOGGING["handlers"]["file"] = {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"}
