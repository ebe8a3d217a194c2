def clean():
    return None
