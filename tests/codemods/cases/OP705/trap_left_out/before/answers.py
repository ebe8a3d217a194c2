def answer(question):
    with open("logs.txt", "a") as log:
        log.write(f"{question}\n")
    return "hello"
