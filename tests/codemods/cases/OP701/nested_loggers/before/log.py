import logging
from logging.handlers import WatchedFileHandler

audit = logging.getLogger("audit")
audit.propagate = False
handler = WatchedFileHandler("audit.log")
audit.addHandler(handler)
logging.getLogger("audit.orders").addHandler(logging.FileHandler("orders.log"))

stock = logging.getLogger("stock")
errors = logging.FileHandler("errors.log")
errors.setLevel(logging.ERROR)
stock.addHandler(errors)
logging.getLogger("stock.books").addHandler(logging.FileHandler("books.log"))

mail = logging.getLogger("mail")
mail.addHandler(logging.FileHandler("mail.log"))
sent = logging.getLogger("mail.out.sent")
sent.addHandler(logging.FileHandler("sent.log"))
logging.getLogger("mail.out").propagate = False
