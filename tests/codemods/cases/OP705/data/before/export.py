import argparse


def export(rows, login):
    with open("orders.csv", "a") as file:
        file.write("a,b\n")
    with open("login.txt", "a") as file:
        file.write(login)
    with open("catalog.txt", "w") as file:
        file.write("x")
    with open("app.log") as file:
        return file.read()
