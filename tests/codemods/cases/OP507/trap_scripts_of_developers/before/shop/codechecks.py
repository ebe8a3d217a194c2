from shop.checks.links import check

print(check())
