defmodule Kettle.MixProject do
  use Mix.Project
  def project, do: [app: :kettle, version: "0.1.0"]
end
