"""Key moments: moves that matter to us, with the reasons why. Pure functions over what is known around a move."""
