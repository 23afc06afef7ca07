"""Critical values, and how they depend on what the others lend."""
