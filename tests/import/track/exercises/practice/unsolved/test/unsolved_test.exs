defmodule SomeTest do
end
