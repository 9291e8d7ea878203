"""One module for each thing that is promised: it measures, and adds its rows to the report."""
