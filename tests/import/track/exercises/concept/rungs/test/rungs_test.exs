defmodule RungsTest do
  use ExUnit.Case
  test "counts", do: assert(Rungs.count() == 3)
end
