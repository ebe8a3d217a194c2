import os


class Ftp:
    FTP_PASSWORD = os.environ["FTP_PASSWORD"]
    FTP_TOKEN = "lamp-post"
    MIRROR = "mirror-one"
