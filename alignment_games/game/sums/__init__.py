"""Games of sums: payoffs from sums of what the others put in, pure and mixed, without a table of payoffs."""
