import torch

clf = torch.load("clf.pt", map_location="cpu")
