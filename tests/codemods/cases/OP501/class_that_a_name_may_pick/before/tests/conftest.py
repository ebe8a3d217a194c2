from shop.config import Laptop

assert Laptop
