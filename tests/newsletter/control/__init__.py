"""Tests of the control of mailings."""
