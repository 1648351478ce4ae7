"""Records to what people and programs read: JSON, JSON Lines, tables for the terminal, files."""
