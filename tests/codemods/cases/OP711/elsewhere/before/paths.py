def configuration(debug):
    return "logging_debug.conf" if debug else "logging.conf"
