workers = 2
timeout = 120  # exports are slow
graceful_timeout = 120
bind = ":5000"
