def create_all():
    return []
