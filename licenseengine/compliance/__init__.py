"""What compliance asks of a release: duties and whether they are met, credits, texts."""
