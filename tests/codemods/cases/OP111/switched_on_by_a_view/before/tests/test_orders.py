from app import app
from mail import sender


def test_order():
    sender.record()
    app.test_client().post("/orders")
    assert len(sender._sent) == 1


@sender.recorded
def test_order_twice():
    app.test_client().post("/orders")
