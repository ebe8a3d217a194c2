def drop():
    print("dropped")
