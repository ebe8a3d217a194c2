import logging

logging.getLogger("stock.books").addHandler(logging.FileHandler("books.log"))
