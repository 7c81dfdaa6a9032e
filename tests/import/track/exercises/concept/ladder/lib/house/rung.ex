defmodule House.Rung do
  defstruct height: 30
end
