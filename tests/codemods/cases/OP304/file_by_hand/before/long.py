timeout = 300
graceful_timeout = 30
