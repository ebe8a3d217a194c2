def picture():
    return "picture"
