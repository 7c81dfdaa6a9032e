defmodule Kettle do
  # Write boils?/1 here.
end
