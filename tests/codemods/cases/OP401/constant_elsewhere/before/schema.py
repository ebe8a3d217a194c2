class Schema:
    BOOKS = """
        CREATE TABLE IF NOT EXISTS books (id INTEGER)
    """
