def load(shelf):
    return {"shelf": shelf}
