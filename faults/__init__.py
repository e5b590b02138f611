"""The faults and the attacks the application must survive, each counted, seeded and with a control that must be caught."""
