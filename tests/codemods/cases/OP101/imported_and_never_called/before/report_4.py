print("report 4")
