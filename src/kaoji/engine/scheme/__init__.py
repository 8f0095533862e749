"""The scheme (考核方案): a regulation as a record, read from YAML with every fault as a Problem."""
