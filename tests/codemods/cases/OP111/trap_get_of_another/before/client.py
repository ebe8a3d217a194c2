def get(path):
    return lambda function: function


post = get
