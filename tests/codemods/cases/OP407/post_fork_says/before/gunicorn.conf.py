preload_app = True


def post_fork(server, worker):
    server.log.info("worker %s", worker.pid)
