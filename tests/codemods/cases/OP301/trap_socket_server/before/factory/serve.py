from shop import create_app, sio

app = create_app()

if __name__ == "__main__":
    sio.run(app, host="0.0.0.0", port=8000)
