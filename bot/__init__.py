"""The doors of the assistant, and the Rasa agent behind them."""
