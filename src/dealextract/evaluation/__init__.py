"""Results measured against annotated articles: figures with intervals, calibration, errors one by one, and two runs compared."""
