"""What a fix would touch, worked out on syntax before anything is rewritten."""
