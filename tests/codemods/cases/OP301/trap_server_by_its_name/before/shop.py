import connexion

app = connexion.App(__name__)
app.add_api("shop.yaml")

if __name__ == "__main__":
    app.run(port=8080, server="gevent")
