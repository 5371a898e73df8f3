"""Turnover: changes of government that bring another doctrine, as theatres and scenario files declare them."""
