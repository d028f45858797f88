"""Certificates of attendance and achievement: who gets one, their PDF, and the signature that anybody can verify."""
