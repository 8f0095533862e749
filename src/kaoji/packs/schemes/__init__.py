"""Shipped schemes: one YAML file a scheme and version, found by 编号 and 版本."""
