def address(driver, host="", name=""):
    return f"{driver}://{host}/{name}"
