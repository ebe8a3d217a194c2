import aiogram
import pydantic_ai


async def start():
    return aiogram.Session(password="carrots-4-all"), pydantic_ai.Store(password="cabbage-4-all")
