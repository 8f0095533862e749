"""The expression language: a typed, exact, side-effect-free subset of FEEL."""
