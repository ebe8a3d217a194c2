class Defaults:
    SECRET_KEY = "k9-Larch-Barn-42"
