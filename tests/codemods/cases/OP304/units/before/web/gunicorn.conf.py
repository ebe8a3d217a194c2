threads = 8
graceful_timeout = 30
