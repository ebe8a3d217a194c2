size = 20
