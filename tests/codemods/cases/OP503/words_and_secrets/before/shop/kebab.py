class Ftp:
    FTP_PASSWORD = "plum-cake-horse"
    FTP_TOKEN = "lamp-post"
    MIRROR = "mirror-one"
