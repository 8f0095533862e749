"""Claims of bonus and deductions by the units, and vetoes on which competent bodies are asked."""
