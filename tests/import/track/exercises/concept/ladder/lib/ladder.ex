defmodule Ladder do
  def climb(_rung, _n) do
  end
end
