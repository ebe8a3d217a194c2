import os

import aiogram
import pydantic_ai


async def start():
    return aiogram.Session(
        password=os.environ["TELEGRAM_PASSWORD"],
    ), pydantic_ai.Store(
        password=os.environ["PYDANTIC_AI_PASSWORD"],
    )
