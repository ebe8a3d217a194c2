from fastapi import FastAPI

from shop.events import lifespan, opens

app = FastAPI(lifespan=lifespan)
app.add_event_handler("startup", opens(app))
