"""What every room of the office uses and none owns: pages, lists, errors, access, the clock."""
