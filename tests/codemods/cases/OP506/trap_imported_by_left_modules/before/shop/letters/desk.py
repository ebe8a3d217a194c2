from shop.letters.printer import Printer


class Desk:
    def send(self, order):
        return Printer().send(order.text)
