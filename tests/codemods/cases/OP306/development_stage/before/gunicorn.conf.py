graceful_timeout = 40
