"""Invented charts, cases and organisations in any number, for benchmarks and load tests."""
