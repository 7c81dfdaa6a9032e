defmodule LadderTest do
  use ExUnit.Case

  test "climbs" do
    assert Ladder.climb(%House.Rung{}, 3) == 90
  end
end
