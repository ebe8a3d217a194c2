"""What an attendee predicted, measured and fixed, and the board that shows it for a whole class."""
