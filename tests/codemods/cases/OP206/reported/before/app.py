import lib.rates
from lib import taxes
from lib.cards import Client as Cards
from vendor.money import Money

print(lib.rates, taxes, Cards, Money)
