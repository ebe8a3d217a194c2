def add(name, password):
    print(name, password)
