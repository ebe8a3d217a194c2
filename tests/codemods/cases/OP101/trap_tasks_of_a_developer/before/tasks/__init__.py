from invoke import task


@task
def catalog(ctx):
    """Extract what is to be translated."""
    ctx.run("pybabel extract -o shop/translations/shop.pot shop")
    with open("shop/translations/shop.pot", "rb") as read:
        found = read.read()
    with open("shop/translations/shop.pot", "wb") as written:
        written.write(found.replace(b"EMAIL", b"shop@example.com"))
