print("steam")
