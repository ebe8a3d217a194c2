import os

from dash import Dash

app = Dash(__name__)

if __name__ == "__main__":
    app.run(debug=os.environ.get("DASH_DEBUG", "1").lower() in ("1", "true", "yes", "on"))
