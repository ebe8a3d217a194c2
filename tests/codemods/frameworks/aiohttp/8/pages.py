from aiohttp import web

pages = web.RouteTableDef()


@pages.get("/home")
async def home(request):
    return web.Response(text="home")


@pages.get("/about")
async def about(request):
    return web.Response(text="about")


@pages.get("/help")
async def help_(request):
    return web.Response(text="help")


@pages.get("/terms")
async def terms(request):
    return web.Response(text="terms")


@pages.get("/privacy")
async def privacy(request):
    return web.Response(text="privacy")


@pages.get("/imprint")
async def imprint(request):
    return web.Response(text="imprint")
