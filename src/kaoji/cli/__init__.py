"""The commands: thin, they read arguments, call the engine and print."""
