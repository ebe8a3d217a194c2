import asyncio
import os

import aiohttp
import httpx
import joblib
from aiohttp import web


async def quotes(request):
    async with request.app["client"].get("https://quotes.shop.example/") as answer:
        return web.json_response(await answer.json())


async def keep_up(app):
    while True:
        async with aiohttp.ClientSession() as session, session.get("https://news.shop.example/") as answer:
            app["news"] = await answer.json()
        await asyncio.sleep(60)


async def beside(app):
    app["task"] = asyncio.create_task(keep_up(app))
    app["client"] = aiohttp.ClientSession()


async def countries(app):
    async with aiohttp.ClientSession() as session, session.get("https://geo.shop.example/countries") as answer:
        app["countries"] = await answer.json()
    async with httpx.AsyncClient() as client:
        app["zones"] = (await client.get("https://geo.shop.example/zones")).json()
    answer = await httpx.AsyncClient().request("GET", "https://geo.shop.example/towns")
    app["towns"] = answer.json()


async def models(app):
    loop = asyncio.get_running_loop()
    app["prices"] = await loop.run_in_executor(None, joblib.load, os.environ["PRICES"])
    app["ranks"] = await asyncio.to_thread(joblib.load, os.environ["RANKS"])
    app["late"] = asyncio.create_task(asyncio.to_thread(joblib.load, os.environ["LATE"]))


app = web.Application()
app.add_routes([web.get("/quotes", quotes)])
app.on_startup.append(beside)
app.on_startup.append(countries)
app.on_startup.append(models)

if __name__ == "__main__":
    web.run_app(app, port=int(os.environ.get("PORT", 8080)))
