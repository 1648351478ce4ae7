"""Pages of the documentation that are made: from the code, from the model card, and by running their own examples."""
