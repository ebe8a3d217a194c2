print("report 2")
