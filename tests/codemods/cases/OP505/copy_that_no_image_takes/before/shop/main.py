from factory import make_app

app = make_app()
