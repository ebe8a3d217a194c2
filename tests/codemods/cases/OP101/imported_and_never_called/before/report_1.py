print("report 1")
