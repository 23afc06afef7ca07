"""The nearest flip: the smallest change of the inputs that changes the predicted alignment."""
