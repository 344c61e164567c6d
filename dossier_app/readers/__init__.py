"""Files of buyers in, plain rows out, each with its place in the source."""
