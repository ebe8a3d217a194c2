# case: reported
import lib.rates  # finding
from lib import taxes  # finding
from lib.cards import Client as Cards  # finding
from vendor.money import Money  # finding

print(lib.rates, taxes, Cards, Money)
