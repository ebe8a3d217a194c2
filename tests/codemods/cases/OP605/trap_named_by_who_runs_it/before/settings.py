from configured import key, section


@section("shop")
class Settings:
    flask_config_file = key(cast=str, required=False)


settings = Settings()
