import asyncio

running = []


def beside(coroutine):
    task = asyncio.create_task(coroutine)
    running.append(task)
    return task


def forever(function):
    return beside(again(function))


async def again(function):
    try:
        return await function()
    except Exception:
        await asyncio.sleep(5)
        return await again(function)


def every(seconds, function):
    async def rounds():
        while True:
            await function()
            await asyncio.sleep(seconds)

    return rounds
