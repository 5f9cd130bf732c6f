"""Words and formats for answers: the only place where sentences to the user are made."""
