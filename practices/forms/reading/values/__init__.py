"""What the text of one item says, item by item."""
