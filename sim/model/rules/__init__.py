"""Rules in the model: their conditions checked against the outcomes, and all of them evaluated in every world, month by month."""
