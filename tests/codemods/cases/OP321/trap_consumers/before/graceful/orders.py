async def take():
    print("order")
