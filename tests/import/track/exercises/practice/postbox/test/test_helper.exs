ExUnit.start(stamps: 4)
ExUnit.configure(exclude: :pending)
