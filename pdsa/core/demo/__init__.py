"""A made-up network for exploring, testing and showing: seed and sizes in, documents out."""
