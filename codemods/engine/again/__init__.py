"""What a check needs not do again after a few files have changed: answers, kept with the questions behind them."""
