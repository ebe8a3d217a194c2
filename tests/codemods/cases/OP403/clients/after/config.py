BUCKET = "models"
