preload_app = True


def post_fork(server, worker):
    from app import engine

    server.log.info("worker %s", worker.pid)
    engine.dispose(close=False)
