defmodule Postbox do
  def stamps do
  end
end
