"""Headers of files of weights: read with limits, and what they say of the thing they describe."""
