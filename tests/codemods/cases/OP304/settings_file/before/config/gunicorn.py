workers = 2
timeout = 120  # exports are slow
bind = ":5000"
