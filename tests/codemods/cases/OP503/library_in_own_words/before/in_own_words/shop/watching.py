def start(settings):
    return settings
