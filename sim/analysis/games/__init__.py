"""Games: what governments value, and what they answer to one another."""
