"""Find what tells who somebody is in a text: numbers, names, addresses."""
