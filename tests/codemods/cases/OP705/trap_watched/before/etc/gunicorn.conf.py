import os

bind = "0.0.0.0:8000"
workers = 3
folder = "log"
reload = True
reload_extra_files = [
    "./service.env",
    os.path.join(folder, "restart.log"),
]
