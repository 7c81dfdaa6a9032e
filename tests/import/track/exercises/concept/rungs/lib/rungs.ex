defmodule Rungs do
  def count, do: 0
end
