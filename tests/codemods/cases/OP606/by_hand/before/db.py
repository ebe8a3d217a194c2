from configparser import ConfigParser


def load(filename="database.ini", section="postgresql"):
    parser = ConfigParser()
    parser.read("database.ini")
    return dict(parser.items(section))
