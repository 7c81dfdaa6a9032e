defmodule KettleTest do
  use ExUnit.Case
  doctest Kettle

  @tag task_id: 1
  test "boils at a hundred degrees" do
    assert Kettle.boils?(100)
  end

  @tag :pending
  @tag task_id: 1
  test "does not boil below" do
    refute Kettle.boils?(99)
  end
end
