print("report 3")
