"""Settings that all tests share."""

import warnings

import hypothesis

hypothesis.settings.register_profile("ours", deadline=None, derandomize=True, max_examples=40)
hypothesis.settings.load_profile("ours")
warnings.simplefilter("error")
