"""Exit codes, a contract: 0 permitted, 1 prohibited, 2 bad input, 3 review, 4 conditional."""

BAD_INPUT = 2
OF_VERDICT = {"permitted": 0, "prohibited": 1, "review": 3, "conditional": 4}
