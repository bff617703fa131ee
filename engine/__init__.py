"""What a case is and how it moves on: law, state, deadlines, audit. No Flask, no HTML, no PDF."""
