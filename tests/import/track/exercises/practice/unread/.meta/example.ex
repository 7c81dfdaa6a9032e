defmodule Some do
end
