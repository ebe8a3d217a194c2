import database

preload_app = True


def post_fork(server, worker):
    database.renew()
