MAIL = dict(
    password="keep-calm",
)
