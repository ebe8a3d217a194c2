def post(to, path):
    print(to, path)
