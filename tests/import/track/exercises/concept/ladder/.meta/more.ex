defmodule More do
end
