import configparser


def load(env=None):
    env = env
    config = configparser.ConfigParser(env)
    config.read("app.ini")
    return config["db"]["host"]
