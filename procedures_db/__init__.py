"""What the one-stop shops publish: dated, sourced records and the queries over them."""
