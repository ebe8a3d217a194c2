from bottle import Bottle, get, run

shop = Bottle()


@get("/orders")
def orders():
    return "orders"


def main():
    run(shop, port=8081)


if __name__ == "__main__":
    main()
