def kept():
    return 3
