import logging
import sys

audit = logging.getLogger("audit")
audit.propagate = False
handler = logging.StreamHandler(sys.stdout)
audit.addHandler(handler)

stock = logging.getLogger("stock")
errors = logging.StreamHandler(sys.stdout)
errors.setLevel(logging.ERROR)
stock.addHandler(errors)
logging.getLogger("stock.books").addHandler(logging.FileHandler("books.log"))

mail = logging.getLogger("mail")
mail.addHandler(logging.StreamHandler(sys.stdout))
sent = logging.getLogger("mail.out.sent")
sent.addHandler(logging.StreamHandler(sys.stdout))
logging.getLogger("mail.out").propagate = False
