import pydantic_settings as settings


class Env(settings.BaseSettings):
    model_config = settings.SettingsConfigDict(env_prefix="SHOP_", env_nested_delimiter="__")
