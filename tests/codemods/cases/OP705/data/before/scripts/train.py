with open("train.log", "a") as file:
    file.write("epoch\n")
