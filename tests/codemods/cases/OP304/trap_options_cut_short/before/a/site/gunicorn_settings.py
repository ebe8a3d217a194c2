graceful_timeout = 60
threads = 4
