from shop import Order, create_app, db


def test_order():
    app = create_app()
    with app.app_context():
        db.session.add(Order())
        db.session.commit()
        assert Order.query.count() == 1
