from shop import Settings


def test_is_live():
    assert not Settings().is_live
