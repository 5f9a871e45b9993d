"""Everything that learns. scikit-learn, pandas and joblib live here and nowhere else."""
