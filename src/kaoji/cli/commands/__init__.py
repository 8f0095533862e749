"""One file a command: what it takes, and the few lines that hand it to the engine and print."""
