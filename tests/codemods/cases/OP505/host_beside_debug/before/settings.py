port = 5000 + 1
debug = False
