"""What the assistant does: slots, then a query, then a rendered answer."""
