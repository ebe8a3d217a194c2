import psycopg2


def latest_orders():
    return psycopg2.connect('postgresql://shop:hunter22@db.shop.example/shop')


def contest_winners():
    return psycopg2.connect('postgresql://shop:hunter22@db.shop.example/shop')


def fastest_route():
    return psycopg2.connect('postgresql://shop:hunter22@db.shop.example/shop')


class LatestPrices:
    url = 'postgresql://shop:hunter22@db.shop.example/shop'


class Testimonials:
    url = 'postgresql://shop:hunter22@db.shop.example/shop'


class Attestation:
    url = 'postgresql://shop:hunter22@db.shop.example/shop'


def ab_test_results():
    return psycopg2.connect('postgresql://shop:hunter22@db.shop.example/shop')
