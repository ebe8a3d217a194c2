offers = {}
