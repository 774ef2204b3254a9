"""Calendar arithmetic, shared by headers, running text, quantities and events. Pure; knows no clock."""
