bind = ":8000"
workers = 2
daemon = True
errorlog = "log/error.log"
