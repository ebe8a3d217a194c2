from app import model


def test_model():
    assert model.predict([1])
