class Book:
    schema = {}
