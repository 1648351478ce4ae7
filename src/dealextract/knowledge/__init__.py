"""What the program knows of its field, in tables that a domain person can edit: deal types, words, boilerplate."""
