import connexion

app = connexion.FlaskApp(__name__)
app.add_api("shop.yaml")

if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8000)
