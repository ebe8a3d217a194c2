MODEL_FILE = "/tmp/model.json"
BUCKET = "models"
