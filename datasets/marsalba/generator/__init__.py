"""The town of Marsalba, drawn from a plan and a seed."""
