import log
import orders
import stock
