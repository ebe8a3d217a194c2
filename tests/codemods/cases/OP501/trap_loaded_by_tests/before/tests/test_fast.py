from shop import config, create_app


def test_fast():
    assert create_app(more=config.FastConfig)
