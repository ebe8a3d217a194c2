if __name__ == "__main__":
    from shop import app

    app.run("0.0.0.0", debug=True)
