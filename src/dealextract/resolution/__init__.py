"""What the mentions stand for: organisations, people and deals over the whole article."""
