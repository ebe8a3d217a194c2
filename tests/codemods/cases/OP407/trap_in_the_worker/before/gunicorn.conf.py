preload_app = True


def post_worker_init(worker):
    import app

    app.open_connection()
