"""Files that people bring: their bytes become rows of cells, for the terminal, the desk and chats alike."""
