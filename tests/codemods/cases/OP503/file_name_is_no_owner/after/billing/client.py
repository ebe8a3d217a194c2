def connect(password):
    return password
