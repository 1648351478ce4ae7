"""Candidates and facts to deals under the constraints of their types, or to rejections."""
