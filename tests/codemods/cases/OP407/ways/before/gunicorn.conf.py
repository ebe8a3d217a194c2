preload_app = True
threads = 4
