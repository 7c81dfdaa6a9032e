defmodule Rungs do
  def count, do: 3
end
