DB_HOST = "localhost"


def point_at(host):
    global DB_HOST
    DB_HOST = host
