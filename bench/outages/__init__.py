"""The parts of bench/outage: sites.py what is served, masters.py by whom, front.py the nginx before it, weather.py what
comes, figures.py what is told of it."""
