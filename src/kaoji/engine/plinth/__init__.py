"""What every engine room stands on: exact numbers, values, periods, problems, coordinates."""
