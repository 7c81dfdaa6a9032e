defmodule Kettle do
  @doc """
  Whether water of this temperature boils.

      iex> Kettle.boils?(100)
      true
  """
  @spec boils?(number) :: boolean
  def boils?(celsius), do: celsius >= 100
end
