# The Elixir runner: speaks the container contract (docker/README.md, version 1) from inside the container.
#
# It gets here as an argument of the runtime (`elixir -e TEXT`), so that nothing of it has to be in the image. From top to bottom:
#
#   Wire       records, onto stdout and stderr
#   Job        what the host sends
#   Report     texts and places, as records name them
#   Facts      what the learner's code calls and which constructs it uses
#   Input      a group leader that feeds a case its stdin
#   Beams      the learner's modules as files, for the tests
#   Program    loads and runs the learner's files, as `elixir FILE` does
#   Tests      instruments, loads and runs the test files
#   Formatter  hears from ExUnit how each test went
#   Result     turns a finished test into a record
#   Warmup     runs small jobs before the real one, so that this one finds everything loaded
#   Runner     boot, job, end
#
# All of it shares one runtime with the learner's code, which can therefore break it, and then no `done` record is sent. It cannot
# be kept from that; what must hold is that a run which says `done` is a run that came to its end.

# Types of the learner's functions are inferred as usual; those of the runner would only delay the boot.
Code.put_compiler_option(:infer_signatures, false)

defmodule Tutorbox.Wire do
  # Writes records (RFC 7464). A process of its own knows the nonce, so that no other process holds it where the learner's
  # code could see it in passing. A record goes through the device that the learner's output goes through (`:user` and `:standard_error`),
  # and the caller waits for it: that is what keeps records and output in their true order.

  @record_limit 64 * 1024
  @text_limit 8 * 1024
  @texts [:message, :expected, :actual, :test_code]

  @doc "Starts the process that writes records with this nonce."
  def open(nonce, stdout \\ :user, stderr \\ :standard_error) do
    pid =
      spawn(fn ->
        Process.flag(:sensitive, true)
        loop(%{nonce: nonce, stdout: stdout, stderr: stderr})
      end)

    Process.register(pid, __MODULE__)
  end

  def close do
    pid = Process.whereis(__MODULE__)
    Process.unregister(__MODULE__)
    Process.exit(pid, :kill)
  end

  @doc "A record on stdout."
  def emit(record), do: write(record, [:stdout])

  @doc "A record on both streams: a mark between pieces of output."
  def mark(record) do
    flush_logs()
    write(record, [:stdout, :stderr])
  end

  # What the learner's code logs is output too, but does not wait until it is written.
  defp flush_logs do
    :sys.get_state(:logger_proxy)
    Logger.flush()
  catch
    # The learner's code may have stopped the logger.
    :exit, _ -> :ok
  end

  @doc "A record as it goes over the wire: within the limits, and what is not known left out."
  def encode(record), do: encode(record, @text_limit)

  defp encode(record, text_limit) do
    fields = for {key, value} <- record, value != nil, into: %{}, do: {key, fit(key, value, text_limit)}
    json = IO.iodata_to_binary(:json.encode(fields, &ascii/2))

    # Escapes make a text up to six times as long.
    if byte_size(json) > @record_limit - 2 and text_limit > 0,
      do: encode(record, div(text_limit, 2)),
      else: [0x1E, json, ?\n]
  end

  defp ascii(text, _encode) when is_binary(text), do: :json.encode_binary_escape_all(text)
  defp ascii(term, encode), do: :json.encode_value(term, encode)

  defp fit(key, text, limit) when key in @texts, do: cut(text, limit)
  defp fit(_key, text, _limit) when is_binary(text), do: valid(text)
  defp fit(_key, value, _limit), do: value

  defp cut(text, limit) when byte_size(text) <= limit, do: valid(text)
  defp cut(text, limit), do: valid(binary_part(text, 0, limit)) <> "…"

  # Valid UTF-8, without a character that a cut has torn.
  defp valid(text) do
    case :unicode.characters_to_binary(text) do
      text when is_binary(text) -> text
      {:incomplete, text, _rest} -> text
      {:error, _text, _rest} -> String.replace_invalid(text)
    end
  end

  defp write(record, streams) do
    ref = Process.monitor(__MODULE__)
    send(__MODULE__, {:write, self(), ref, record, streams})

    receive do
      {^ref, :ok} -> Process.demonitor(ref, [:flush])
      {:DOWN, ^ref, _, _, reason} -> exit(reason)
    end

    :ok
  end

  defp loop(state) do
    receive do
      {:write, from, ref, record, streams} ->
        bytes = encode(Map.put(record, :nonce, state.nonce))
        for stream <- streams, do: :io.put_chars(state[stream], bytes)
        send(from, {ref, :ok})
    end

    loop(state)
  end
end

defmodule Tutorbox.Job do
  # What the host sends: a header line and a tar, which is kept in memory but for the learner's files.

  alias __MODULE__

  @limit 16 * 1024 * 1024

  # `news?` is false for all cases but the first: the files are the same, and so are their facts and warnings.
  defstruct nonce: "",
            entry: "",
            root: "",
            files: [],
            order: [],
            tests: [],
            cases: [],
            reports: [],
            facts?: false,
            news?: true

  @doc """
  Reads stdin as bytes. To be said before `ready`: the runtime decodes what comes as soon as it comes, and a job that came before
  this would be decoded as UTF-8, and lose its length.
  """
  def expect, do: :ok = :io.setopts(:user, encoding: :latin1)

  @doc "Reads a job from stdin, to the byte, and unpacks it into the working directory. `:eof` where there is none."
  def read do
    case IO.binread(:user, :line) do
      :eof -> :eof
      line -> line |> header() |> body()
    end
  after
    :ok = :io.setopts(:user, encoding: :unicode)
  end

  defp header(line) do
    with ["tutorbox/1", nonce, length, entry] <- String.split(String.trim_trailing(line, "\n"), " ", parts: 4),
         {length, ""} when length in 0..@limit//1 <- Integer.parse(length) do
      {nonce, length, entry}
    else
      _ -> raise ArgumentError, "not a job of contract 1: #{inspect(line, printable_limit: 100)}"
    end
  end

  defp body({nonce, length, entry}) do
    case if(length == 0, do: "", else: IO.binread(:user, length)) do
      tar when byte_size(tar) == length -> unpack(tar, nonce, entry, File.cwd!())
      _ -> raise ArgumentError, "the job ended before its #{length} bytes"
    end
  end

  @doc "The job in a tar; the learner's files are written below `root`."
  def unpack(tar, nonce, entry, root) do
    {:ok, members} = :erl_tar.extract({:binary, tar}, [:memory])
    members = for {name, bytes} <- members, name = to_string(name), not String.ends_with?(name, "/"), do: {name, bytes}
    {ours, files} = Enum.split_with(members, fn {name, _} -> String.starts_with?(name, ".tutorbox/") end)
    Enum.each(files, &write(&1, root))
    about(ours, %Job{nonce: nonce, entry: entry, root: root, files: Enum.map(files, &elem(&1, 0))})
  end

  defp write({name, bytes}, root) do
    if Path.safe_relative(name, root) == :error, do: raise(ArgumentError, "a file outside of the scratch: #{name}")
    path = Path.join(root, name)
    File.mkdir_p!(Path.dirname(path))
    File.write!(path, bytes)
  end

  defp about(ours, job) do
    %Job{
      job
      | order: lines(ours, ".tutorbox/order"),
        reports: lines(ours, ".tutorbox/files"),
        tests: for({".tutorbox/tests/" <> name, text} <- ours, do: {name, text}),
        cases: Enum.sort(for({".tutorbox/cases/" <> n, bytes} <- ours, do: {String.to_integer(n), bytes})),
        facts?: List.keymember?(ours, ".tutorbox/source", 0)
    }
  end

  defp lines(ours, name) do
    {_, text} = List.keyfind(ours, name, 0, {name, ""})
    String.split(text, "\n", trim: true)
  end
end

defmodule Tutorbox.Report do
  # How records name places and things.

  alias Tutorbox.Wire

  @chunk 32 * 1024
  @content_limit 64 * 1024

  @doc "A file's name as the host knows it."
  def relative(file, root), do: file |> to_string() |> Path.expand(root) |> Path.relative_to(root)

  @doc "The first of a stack's frames that lies in one of `names`: `{name, line}`, or nil."
  def locate(stack, names, root) do
    Enum.find_value(stack, fn
      {_module, _function, _arity, location} ->
        name = location[:file] && relative(location[:file], root)
        if name in names and location[:line], do: {name, location[:line]}

      _ ->
        nil
    end)
  end

  @doc "A stack without the frames of what called the learner's code."
  def prune(stack), do: Enum.take_while(stack, &(not caller?(&1)))

  defp caller?({Code, :require_file, _, _}), do: true

  defp caller?({module, _, _, _}) when is_atom(module),
    do: String.starts_with?(Atom.to_string(module), "Elixir.Tutorbox.")

  defp caller?(_), do: false

  @doc "What made a linked process crash, where that is why this one did; it brings its own stack."
  def cause({:EXIT, _}, {reason, [{_, _, _, _} | _] = stack}, []),
    do: {:error, Exception.normalize(:error, reason, stack), stack}

  def cause(kind, reason, stack), do: {kind, reason, stack}

  @doc "A diagnostic of the compiler's as a record."
  def diagnostic(%{severity: severity, message: message, file: file, position: position}, root) do
    {line, column} = if is_tuple(position), do: position, else: {position, nil}
    diagnostic(severity, message, file && {relative(file, root), line}, column)
  end

  def diagnostic(severity, message, place, column \\ nil) do
    {file, line} = place || {nil, nil}
    record = %{type: "diagnostic", severity: severity, message: message}
    Wire.emit(Map.merge(record, %{file: file, line: known(line), column: known(column)}))
  end

  @doc "An exception that says why a file cannot be read as code."
  def unreadable(error, root) do
    {line, column} = position(error)
    diagnostic(:error, reason(error), error.file && {relative(error.file, root), line}, column)
  end

  # What is missing is missing at the end of the file at the latest; what it was to close is of more help.
  defp position(%MismatchedDelimiterError{} = error), do: {error.end_line, error.end_column}
  defp position(error), do: {error.line, Map.get(error, :column)}

  @doc "Such an exception in one sentence."
  def reason(%MismatchedDelimiterError{expected_delimiter: expected, opening_delimiter: opening} = error),
    do: "#{error.description} (expected \"#{expected}\" for the \"#{opening}\" on line #{error.line})"

  def reason(%TokenMissingError{expected_delimiter: :end} = error),
    do: "#{error.description} (for the \"#{error.opening_delimiter}\" on line #{error.line})"

  def reason(error), do: error.description

  # The compiler's line 0 means that it does not know.
  defp known(n) when is_integer(n) and n > 0, do: n
  defp known(_), do: nil

  @doc "What has become of a file that the host asked for."
  def file(path, root) do
    with {:ok, name} <- Path.safe_relative(path, root),
         {:ok, %File.Stat{type: :regular, size: size}} <- File.stat(Path.join(root, name)),
         {:ok, bytes} <- read(Path.join(root, name)) do
      for {offset, chunk} <- chunks(bytes) do
        Wire.emit(%{type: "file", path: path, exists: true, size: size, offset: offset, base64: Base.encode64(chunk)})
      end
    else
      {:ok, %File.Stat{}} -> Wire.emit(%{type: "file", path: path, exists: true})
      _ -> Wire.emit(%{type: "file", path: path, exists: false})
    end
  end

  defp read(path) do
    with {:ok, bytes} <- File.open(path, [:read, :binary], &IO.binread(&1, @content_limit)) do
      {:ok, if(is_binary(bytes), do: bytes, else: "")}
    end
  end

  defp chunks(bytes) when byte_size(bytes) <= @chunk, do: [{0, bytes}]
  defp chunks(<<chunk::binary-size(@chunk), rest::binary>>), do: [{0, chunk}, {@chunk, rest}]
end

defmodule Tutorbox.Facts do
  # Facts about the learner's source. Calls come from the compiler, which has looked through aliases, imports, pipes and captures;
  # constructs come from the syntax tree. A fact is sent as soon as it is known: the program may never end.

  alias Tutorbox.{Report, Wire}

  @constructs ~w(if unless case cond for with fn receive try when |> & def defp defmacro defmacrop
                 defmodule defstruct defprotocol defimpl defguard use import alias require quote)a
  @clauses ~w(rescue catch after else)a

  @doc "Watches what is compiled from now on; no more facts come after `stop/0`."
  def start(job) do
    :ets.new(__MODULE__, [:named_table, :public])
    :ets.insert(__MODULE__, {:job, job.root, job.files})
    Code.put_compiler_option(:tracers, [__MODULE__])
  end

  def stop do
    Code.put_compiler_option(:tracers, [])
    if :ets.whereis(__MODULE__) != :undefined, do: :ets.delete(__MODULE__)
  end

  @doc "Reports the constructs in a file."
  def constructs(name, root) do
    with {:ok, text} <- File.read(Path.join(root, name)),
         {:ok, quoted} <- Code.string_to_quoted(text, columns: true, emit_warnings: false) do
      Macro.prewalk(quoted, fn node -> construct(node, name) && node end)
    end
  end

  # `&1` is no capture of its own.
  defp construct({:&, _, [n]}, _) when is_integer(n), do: true

  defp construct({form, meta, arguments}, name) when form in @constructs and is_list(arguments) do
    fact("construct", Atom.to_string(form), name, meta[:line])
    for clause <- clauses(List.last(arguments)), do: fact("construct", clause, name, meta[:line])
    true
  end

  defp construct(_, _), do: true

  defp clauses([{_, _} | _] = blocks), do: for({key, _} when key in @clauses <- blocks, do: Atom.to_string(key))
  defp clauses(_), do: []

  @doc "What the compiler tells a tracer."
  def trace({kind, meta, module, function, arity}, env)
      when kind in [:remote_function, :remote_macro, :imported_function, :imported_macro],
      do: call(meta, module, function, arity, env)

  def trace({kind, meta, function, arity}, env) when kind in [:local_function, :local_macro],
    do: call(meta, env.module, function, arity, env)

  def trace(_event, _env), do: :ok

  defp call(meta, module, function, arity, env) do
    # The learner did not write what a macro or an interpolation has put in; the former has a line, but no column.
    if meta[:column] && !meta[:from_interpolation], do: fact_of_learner(meta[:line], module, function, arity, env)
    :ok
  end

  defp fact_of_learner(line, module, function, arity, env) do
    [{:job, root, files}] = :ets.lookup(__MODULE__, :job)
    name = Report.relative(env.file, root)

    if name in files do
      fact("call", Exception.format_mfa(module, function, arity), name, line)
      if {module, {function, arity}} == {env.module, env.function}, do: fact("construct", "recursion", name, line)
    end
  end

  defp fact(kind, fact, file, line) do
    if :ets.insert_new(__MODULE__, {{kind, fact, file, line}}) do
      Wire.emit(%{type: "fact", kind: kind, name: fact, file: file, line: line})
    end
  end
end

defmodule Tutorbox.Input do
  # A group leader whose input is given and whose output goes where the runner's own goes, so that it keeps its order.

  def start(bytes, output \\ :user) do
    spawn(fn ->
      {:ok, input} = StringIO.open(bytes)
      loop(input, output)
    end)
  end

  defp loop(input, output) do
    receive do
      {:io_request, from, ref, request} ->
        device = if input?(request), do: input, else: output
        if device == input, do: show(prompt(request), output)
        # The answer goes straight to who asked.
        send(device, {:io_request, from, ref, request})

      _ ->
        :ok
    end

    loop(input, output)
  end

  @input [:get_line, :get_chars, :get_until, :get_password]

  defp input?(request), do: is_tuple(request) and elem(request, 0) in @input

  defp prompt({:get_line, prompt}), do: prompt
  defp prompt({:get_line, _encoding, prompt}), do: prompt
  defp prompt({:get_chars, _encoding, prompt, _n}), do: prompt
  defp prompt({:get_until, _encoding, prompt, _m, _f, _a}), do: prompt
  defp prompt(_), do: ""

  defp show(prompt, _output) when prompt in ["", [], :""], do: :ok
  defp show(prompt, output) when is_atom(prompt), do: :io.put_chars(output, Atom.to_string(prompt))
  defp show(prompt, output), do: :io.put_chars(output, prompt)
end

defmodule Tutorbox.Beams do
  # The learner's modules as files, for the tests: documentation (and with it doctests), types and what a protocol has been implemented
  # for can be read from files alone. They lie where the runner's own things lie, so that no `File.ls!()` of a program finds them.

  @folder ".tutorbox/beams"

  @doc "Keeps what a file was compiled to. A scratch that is full is no mistake in the program."
  def keep(modules, root) do
    folder = Path.join(root, @folder)
    File.mkdir_p(folder)
    for {module, bytes} <- modules, do: File.write(Path.join(folder, "#{module}.beam"), bytes)
  end

  @doc "Runs `fun` where the kept modules can be found."
  def within(job, fun) do
    folder = Path.join(job.root, @folder)
    Code.prepend_path(folder)
    if not Enum.any?(job.tests, &implements?/1), do: consolidate(folder)
    fun.()
  after
    Code.delete_path(Path.join(job.root, @folder))
  end

  # A protocol that is consolidated, as Mix does it for every project, knows no implementation that comes later.
  defp implements?({_name, text}), do: text =~ "defimpl"

  defp consolidate(folder) do
    for protocol <- Protocol.extract_protocols([folder]), do: consolidate(protocol, folder)
  end

  # It is read from the file that it was loaded from, so it has to be loaded from one.
  defp consolidate(protocol, folder) do
    file = to_charlist(Path.join(folder, Atom.to_string(protocol)))
    :code.purge(protocol)

    with {:module, _} <- :code.load_abs(file),
         {:ok, bytes} <- Protocol.consolidate(protocol, Protocol.extract_impls(protocol, [folder])) do
      :code.purge(protocol)
      :code.load_binary(protocol, file, bytes)
    end
  end
end

defmodule Tutorbox.Program do
  # Loads the learner's files and runs them, as `elixir FILE` does: what differs is that the runtime lives on.

  alias Tutorbox.{Beams, Facts, Input, Report, Wire}

  @typedoc "How a run of the learner's files ended; `{:exit, n}` is `exit({:shutdown, n})`."
  @type ending :: :ok | :compile_error | :error | {:exit, non_neg_integer}

  @doc "The program, with the learner's stdin."
  def run(job, leader) do
    ending = load(job, leader)
    Wire.mark(%{type: "program-end", status: status(ending)})
    ending
  end

  @doc "The cases, each from scratch. Stops where the program does not compile: it will not the next time."
  def run_cases(%{cases: cases} = job, leader) do
    keep = Map.new(:code.all_loaded())
    {first, last} = {elem(hd(cases), 0), elem(List.last(cases), 0)}

    Enum.reduce_while(cases, :ok, fn {n, _} = one, _ ->
      run_case(one, %{job | news?: n == first}, leader, if(n != last, do: keep))
    end)
  end

  # The modules of the last case stay: the tests may be about them.
  defp run_case({n, bytes}, job, leader, keep) do
    leader = Input.start(bytes, leader)
    Wire.mark(%{type: "case-begin", case: n})
    {time, ending} = :timer.tc(fn -> load(job, leader) end)
    status = if ending == :ok, do: "ok", else: "error"
    Wire.mark(%{type: "case-end", case: n, status: status, duration_ms: time / 1000})
    if keep, do: reset(job, leader, keep)

    if ending == :compile_error do
      Wire.mark(%{type: "program-end", status: status(ending)})
      {:halt, ending}
    else
      {:cont, :ok}
    end
  end

  defp status(:ok), do: "ok"
  defp status(:compile_error), do: "compile-error"
  defp status(_), do: "error"

  @doc "Forgets a run: its processes, which have `leader`, and its modules, which are all but those in `keep` that no file holds."
  def reset(job, leader, keep) do
    for pid <- Process.list(), Process.info(pid, :group_leader) == {:group_leader, leader}, do: kill(pid)

    for {module, ~c""} <- :code.all_loaded(), not is_map_key(keep, module) do
      :code.purge(module)
      :code.delete(module)
      :code.purge(module)
    end

    :elixir_config.put(:at_exit, [])
    Code.unrequire_files(paths(job) ++ Code.required_files())
  end

  defp kill(pid) do
    monitor = Process.monitor(pid)
    Process.exit(pid, :kill)

    receive do
      {:DOWN, ^monitor, _, _, _} -> :ok
    end
  end

  defp paths(job), do: for(name <- job.order ++ [job.entry], do: Path.join(job.root, name))

  # Runs the files in a process, which stays when they have ended: what is linked to it is there for the tests.
  defp load(job, leader) do
    facts? = job.facts? and job.news?
    if facts?, do: Facts.start(job)
    runner = self()

    {pid, monitor} =
      spawn_monitor(fn ->
        Process.group_leader(self(), leader)
        send(runner, {self(), Code.with_diagnostics([log: true], fn -> script(job, facts?) end)})
        Process.sleep(:infinity)
      end)

    receive do
      {^pid, {result, diagnostics}} ->
        Process.demonitor(monitor, [:flush])
        ended(result, diagnostics, job)

      {:DOWN, ^monitor, _, _, reason} ->
        ended(failed({:EXIT, pid}, reason, []), [], job)
    end
  after
    Facts.stop()
  end

  defp script(job, facts?) do
    result =
      guarded(fn ->
        for name <- job.order ++ [job.entry] do
          if facts?, do: Facts.constructs(name, job.root)
          modules = Code.require_file(Path.join(job.root, name))
          if job.tests != [], do: Beams.keep(modules || [], job.root)
        end
      end)

    at_exit(result)
  end

  # `System.at_exit/1`, which is also how `ExUnit.start/0` comes to run the tests in the learner's own file.
  defp at_exit(result) do
    case :elixir_config.get_and_put(:at_exit, []) do
      [] -> result
      hooks -> hooks |> Enum.reduce(result, &first_failure(&2, guarded(fn -> &1.(code(&2)) end))) |> at_exit()
    end
  end

  defp first_failure(:ok, result), do: result
  defp first_failure(failure, _), do: failure

  @doc "The exit code of a run that ended so."
  def code(:ok), do: 0
  def code({:exit, code}), do: code
  def code(_), do: 1

  defp guarded(fun) do
    fun.()
    :ok
  catch
    :exit, {:shutdown, code} when is_integer(code) -> if code == 0, do: :ok, else: {:exit, code}
    :exit, reason when reason in [:normal, :shutdown] or elem(reason, 0) == :shutdown -> :ok
    kind, reason -> failed(kind, reason, Report.prune(__STACKTRACE__))
  end

  # The language's usual message, to where it usually goes.
  defp failed(kind, reason, stack) do
    IO.write(:stderr, Kernel.CLI.format_error(kind, reason, stack))
    {:failed, kind, reason, stack}
  end

  defp ended(result, diagnostics, job) do
    {errors, warnings} = Enum.split_with(diagnostics, &(&1.severity == :error))
    for diagnostic <- if(job.news?, do: errors ++ warnings, else: errors), do: Report.diagnostic(diagnostic, job.root)
    errors? = errors != []

    case result do
      {:failed, kind, reason, stack} -> explain(kind, reason, stack, errors?, job)
      ending -> ending
    end
  end

  # The compiler raises one exception for all the errors that it has already described.
  defp explain(:error, %CompileError{}, _stack, true, _job), do: :compile_error

  defp explain(:error, %kind{} = error, _stack, _errors?, job)
       when kind in [SyntaxError, TokenMissingError, MismatchedDelimiterError, CompileError] do
    Report.unreadable(error, job.root)
    :compile_error
  end

  defp explain(kind, reason, stack, _errors?, job) do
    {kind, reason, stack} = Report.cause(kind, reason, stack)
    Report.diagnostic(:error, Exception.format_banner(kind, reason, stack), Report.locate(stack, job.files, job.root))
    :error
  end
end

defmodule Tutorbox.Tests do
  # Loads the test files and runs ExUnit over them. A test file lies, for the compiler, beside the learner's files.

  alias Tutorbox.{Beams, Formatter, Report}

  @doc "Runs all test files; returns when every test has been reported."
  def run(job, leader) do
    {pid, monitor} =
      spawn_monitor(fn ->
        Process.group_leader(self(), leader)
        Beams.within(job, fn -> run_files(job) end)
      end)

    receive do
      {:DOWN, ^monitor, _, ^pid, _} -> :ok
    end
  end

  defp run_files(job) do
    loaded = for {name, text} <- helper_first(job.tests), do: load(name, text, job.root)
    ids = for {:ok, modules, _} <- loaded, module <- modules, test <- tests_of(module), do: {module, test.name}
    codes = for {_, _, codes} <- loaded, code <- codes, into: %{}, do: code
    last_id = Enum.reduce(loaded, 0, &not_compiled/2)
    run_suite(MapSet.new(ids), %{job: job, codes: codes, last_id: last_id})
  end

  # What `mix test` loads before the tests.
  defp helper_first(tests), do: Enum.sort_by(tests, fn {name, _} -> Path.basename(name) != "test_helper.exs" end)

  # The tests of a file that does not compile are named all the same.
  defp not_compiled({:error, message, codes}, id), do: Formatter.not_compiled(message, codes, id)
  defp not_compiled({:ok, _, _}, id), do: id

  defp tests_of(module), do: if(function_exported?(module, :__ex_unit__, 0), do: module.__ex_unit__().tests, else: [])

  # Every test runs, in the order in which it is written, one at a time, whatever a test file configures for itself.
  defp run_suite(ids, context) do
    ExUnit.configure(
      formatters: [Formatter],
      tutorbox: context,
      only_test_ids: ids,
      include: [],
      exclude: [],
      seed: 0,
      max_cases: 1,
      max_failures: :infinity,
      trace: false,
      repeat_until_failure: 0,
      colors: [enabled: false],
      after_suite: []
    )

    ExUnit.run()
  end

  # `{:ok, modules, codes}` or `{:error, message, codes}`. The learner did not write this file: its warnings are not for them.
  defp load(name, text, root) do
    path = Path.join(root, name)
    quoted = Code.string_to_quoted!(text, file: path, columns: true, token_metadata: true, emit_warnings: false)
    codes = codes(quoted, text, name)
    {result, diagnostics} = Code.with_diagnostics(fn -> compile(instrument(quoted), path) end)

    with {:error, message} <- result do
      errors = for %{severity: :error} = error <- diagnostics, do: error
      for error <- errors, do: Report.diagnostic(error, root)
      if errors == [], do: Report.diagnostic(:error, message, {name, nil})
      {:error, Enum.map_join(errors, "\n", & &1.message) <> if(errors == [], do: message, else: ""), codes}
    else
      {:ok, modules} -> {:ok, modules, codes}
    end
  rescue
    error in [SyntaxError, TokenMissingError, MismatchedDelimiterError] ->
      Report.unreadable(error, root)
      {:error, Report.reason(error), %{}}
  end

  defp compile(quoted, path) do
    {:ok, for({module, _} <- Code.compile_quoted(quoted, path), do: module)}
  catch
    kind, reason -> {:error, Exception.format_banner(kind, reason, __STACKTRACE__)}
  end

  # ExUnit tells its formatters late, in a message, that a test has begun. What a test prints has to be told apart exactly, so every
  # test marks its beginning and its end itself, in a callback before and after all others.
  defp instrument(quoted) do
    Macro.postwalk(quoted, fn
      {:use, _, [{:__aliases__, _, [:ExUnit, kind]} | _]} = use when kind in [:Case, :CaseTemplate] ->
        {:__block__, [], [use, quote(do: setup({Tutorbox.Formatter, :bracket}))]}

      node ->
        node
    end)
  end

  # The source of every test's body, by its file and line.
  defp codes(quoted, text, name) do
    lines = String.split(text, "\n")

    {_, codes} =
      Macro.prewalk(quoted, %{}, fn
        {:test, meta, [title | rest]} = node, codes when is_binary(title) ->
          {node, Map.put(codes, {name, meta[:line]}, %{title: title, code: code(meta, rest, lines)})}

        node, codes ->
          {node, codes}
      end)

    codes
  end

  defp code(meta, rest, lines) do
    case {meta[:do][:line], meta[:end][:line], List.last(rest)} do
      {first, last, _} when is_integer(first) and last > first + 1 -> lines |> Enum.slice(first..(last - 2)) |> dedent()
      {_, _, [{:do, body} | _]} -> Macro.to_string(body)
      _ -> nil
    end
  end

  defp dedent(lines) do
    margin = lines |> Enum.reject(&(String.trim(&1) == "")) |> Enum.map(&indent/1) |> Enum.min(fn -> 0 end)
    Enum.map_join(lines, "\n", &String.slice(&1, margin..-1//1))
  end

  defp indent(line), do: String.length(line) - String.length(String.trim_leading(line))
end

defmodule Tutorbox.Formatter do
  # The one ExUnit formatter of a run. Begin, end and result of a test all pass through this process, so that their records
  # come in this order.

  use GenServer

  alias Tutorbox.{Result, Wire}

  @doc "A setup callback: marks where the test begins, and where it ends when all other callbacks are through."
  def bracket(_context) do
    GenServer.call(__MODULE__, :begin, :infinity)
    ExUnit.Callbacks.on_exit(__MODULE__, fn -> GenServer.call(__MODULE__, :end, :infinity) end)
  end

  @doc "Reports the tests of a file that does not compile. Takes and returns the last id."
  def not_compiled(message, codes, last_id) do
    Enum.reduce(Enum.sort(codes), last_id, fn {{file, line}, %{title: title, code: code}}, last_id ->
      id = last_id + 1
      Wire.mark(%{type: "test-begin", id: id})
      Wire.mark(%{type: "test-end", id: id})
      record = %{type: "test", id: id, status: "error", name: title, message: message}
      Wire.emit(Map.merge(record, %{test_code: code, file: file, line: line}))
      id
    end)
  end

  @impl true
  def init(options) do
    Process.register(self(), __MODULE__)
    context = options[:tutorbox]
    {:ok, %{context: context, id: context.last_id, mark: :none}}
  end

  @impl true
  def handle_call(:begin, _from, state), do: {:reply, :ok, mark(state, :begun)}
  def handle_call(:end, _from, state), do: {:reply, :ok, mark(state, :ended)}

  @impl true
  def handle_cast({:test_finished, test}, state) do
    # What has not marked itself is marked now: a test that was not run, as when its `setup_all` failed.
    state = state |> mark(:begun) |> mark(:ended)
    Wire.emit(Map.merge(Result.of(test, state.context), %{type: "test", id: state.id}))
    {:noreply, %{state | mark: :none}}
  end

  def handle_cast(_event, state), do: {:noreply, state}

  defp mark(%{mark: :none} = state, :begun) do
    Wire.mark(%{type: "test-begin", id: state.id + 1})
    %{state | id: state.id + 1, mark: :begun}
  end

  defp mark(%{mark: :begun} = state, :ended) do
    Wire.mark(%{type: "test-end", id: state.id})
    %{state | mark: :ended}
  end

  defp mark(state, _), do: state
end

defmodule Tutorbox.Result do
  # A finished test, as a record.

  alias ExUnit.AssertionError
  alias Tutorbox.Report

  @no_value :ex_unit_no_meaningful_value

  # More elements than the limit of a text has room for.
  @inspect [pretty: true, limit: 4096, printable_limit: 8192, width: 80, custom_options: [sort_maps: true]]

  def of(test, %{job: job, codes: codes}) do
    file = Report.relative(test.tags.file, job.root)

    Map.merge(
      %{
        name: name(test),
        task_id: task_id(test.tags),
        test_code: codes[{file, test.tags.line}][:code],
        duration_ms: test.time / 1000,
        file: file,
        line: test.tags.line
      },
      outcome(test.state, file, job)
    )
  end

  defp name(%{name: name, tags: %{describe: describe, test_type: type}} = test) do
    name = name |> Atom.to_string() |> String.replace_prefix("#{type} ", "")
    name = if describe, do: "#{describe}: " <> String.replace_prefix(name, "#{describe} ", ""), else: name
    if test.parameters == %{}, do: name, else: "#{name} #{inspect(test.parameters)}"
  end

  defp task_id(%{task_id: id}) when is_integer(id), do: id
  defp task_id(_), do: nil

  defp outcome(nil, _, _), do: %{status: "pass"}
  defp outcome({:failed, failures}, file, job), do: failure(failures, file, job)

  defp outcome({:invalid, %{state: {:failed, failures}}}, file, job),
    do: %{failure(failures, file, job) | status: "error"}

  defp outcome({_skipped, reason}, _, _) when is_binary(reason), do: %{status: "error", message: "not run " <> reason}

  defp failure([{kind, reason, stack} | _] = failures, file, job) do
    {_, _, stack} = Report.cause(kind, reason, stack)
    place = Report.locate(stack, job.files, job.root) || Report.locate(stack, [file], job.root)
    message = Enum.map_join(failures, "\n\n", &message/1)

    %{status: if(assertion?(kind, reason), do: "fail", else: "error"), message: message}
    |> Map.merge(if(place, do: %{file: elem(place, 0), line: elem(place, 1)}, else: %{}))
    |> Map.merge(if(assertion?(kind, reason), do: sides(reason), else: %{}))
  end

  defp assertion?(kind, reason), do: kind == :error and is_struct(reason, AssertionError)

  # What was expected and what came stand in fields of their own, where they are known: they are not said twice.
  defp message({:error, %AssertionError{context: context} = error, _}) when not is_tuple(context) or elem(context, 0) != :mailbox do
    case {sides(error), error} do
      {sides, error} when sides == %{} -> error |> ExUnit.Formatter.format_assertion_error() |> String.trim()
      {_, %{message: "Assertion with " <> _, expr: expr}} when expr != @no_value -> Macro.to_string(expr)
      _ -> %{error | left: @no_value, right: @no_value} |> ExUnit.Formatter.format_assertion_error() |> String.trim()
    end
  end

  defp message({:error, %AssertionError{} = error, _}), do: String.trim(ExUnit.Formatter.format_assertion_error(error))

  defp message({:error, %ExUnit.TimeoutError{type: type, timeout: timeout}, _}),
    do: "#{type} timed out after #{timeout} ms"

  defp message({kind, reason, stack}) do
    stack = Enum.reject(stack, &match?({_, name, _, _} when name == :__ex_unit__, &1))
    kind |> Kernel.CLI.format_error(reason, stack) |> to_string() |> String.trim_trailing()
  end

  # What was expected and what came instead, as far as the assertion says.
  defp sides(%AssertionError{context: {:match, _}, expr: expr, right: right}), do: both(wanted(expr), show(right))

  defp sides(%AssertionError{context: {:mailbox, _, mailbox}, left: pattern}),
    do: both(Macro.to_string(pattern), if(mailbox == [], do: "no message", else: Enum.map_join(mailbox, "\n", &show/1)))

  defp sides(%AssertionError{left: @no_value, right: @no_value, message: message}), do: spoken(message)

  defp sides(%AssertionError{expr: {:assert, _, [{op, _, [left, right]}]}} = error) when op in [:==, :===] do
    if literal?(left) and not literal?(right),
      do: both(show(error.left), show(error.right)),
      else: both(show(error.right), show(error.left))
  end

  defp sides(%AssertionError{expr: {:assert, _, [{op, _, [_, _]}]}} = error) do
    other = if error.right == @no_value, do: error.left, else: error.right
    both("#{op} #{show(other)}", show(error.left))
  end

  defp sides(%AssertionError{expr: {:refute, _, [{op, _, [_, _]}]}} = error) do
    other = if error.right == @no_value, do: error.left, else: error.right
    both("not #{op} #{show(other)}", show(error.left))
  end

  defp sides(%AssertionError{left: left, right: right}) when right != @no_value, do: both(show(right), show(left))
  defp sides(_), do: %{}

  defp both(expected, actual), do: %{expected: expected, actual: actual}

  defp wanted({:assert, _, [{:=, _, [pattern, _]}]}), do: Macro.to_string(pattern)
  defp wanted({:assert, _, [{:match?, _, [pattern, _]}]}), do: Macro.to_string(pattern)
  defp wanted({:refute, _, [{:match?, _, [pattern, _]}]}), do: "anything but " <> Macro.to_string(pattern)
  defp wanted(expr), do: Macro.to_string(expr)

  # Some assertions say it only in their message: what was expected and what came, in the words of the message.
  @spoken [
    {~r/\AExpected truthy, got (.*)\z/s, "a truthy value", "\\1"},
    {~r/\AExpected false or nil, got (.*)\z/s, "false or nil", "\\1"},
    {~r/\AExpected exception (\S+) but got (.*)\z/s, "\\1", "\\2"},
    {~r/\AExpected exception (\S+) but (nothing was raised)\z/, "\\1", "\\2"},
    {~r/\AWrong message for \S+\nexpected(?: \w+)*:\n  (.*)\nactual:\n  (.*)\z/s, "\\1", "\\2"},
    {~r/\AUnexpectedly received message (.*) \(which matched (.*)\)\z/s, "no message that matches \\2", "\\1"},
    {~r/\AExpected the difference between (\S+) and (\S+) .* to be less than(?: or equal to)? (\S+)\z/, "\\2 ± \\3",
     "\\1"}
  ]

  defp spoken(message) when is_binary(message) do
    Enum.find_value(@spoken, %{}, fn {regex, expected, actual} ->
      if message =~ regex, do: both(Regex.replace(regex, message, expected), Regex.replace(regex, message, actual))
    end)
  end

  defp spoken(_), do: %{}

  # Written down in the test, as expected values usually are.
  defp literal?({:-, _, [n]}), do: is_number(n)
  defp literal?({:.., _, [first, last]}), do: literal?(first) and literal?(last)
  defp literal?({form, _, arguments}) when form in [:{}, :%{}, :%, :<<>>], do: Enum.all?(arguments, &literal?/1)
  defp literal?({:__aliases__, _, _}), do: true
  defp literal?({form, _, [_, _]}) when is_atom(form), do: String.starts_with?(Atom.to_string(form), "sigil_")
  defp literal?({left, right}), do: literal?(left) and literal?(right)
  defp literal?(list) when is_list(list), do: Enum.all?(list, &literal?/1)
  defp literal?(term), do: not is_tuple(term)

  defp show(value) do
    inspect(value, @inspect)
  rescue
    # The learner's own `Inspect`.
    _ -> inspect(value, [structs: false] ++ @inspect)
  end
end

defmodule Tutorbox.Warmup do
  # A runtime loads its code when it is first needed, and a first compilation or a first failed test needs a lot of it. Small jobs that go
  # the way of every job get that over with before the real one comes. They are silent and leave nothing behind but loaded code.

  alias Tutorbox.{Job, Program, Runner, Wire}

  # Modules that learners meet, and that no job below brings in.
  @modules [Agent, DynamicSupervisor, GenServer, Registry, Supervisor, Task, Task.Supervisor] ++
             [Base, Bitwise, Calendar.ISO, Date, DateTime, IO.Stream, JSON, MapSet, NaiveDateTime, Time, URI] ++
             [ExUnit.CaptureIO, ExUnit.CaptureLog, Logger, Logger.Translator] ++
             [Enumerable.IO.Stream, Enumerable.MapSet, Inspect.Function, Inspect.MapSet, Inspect.PID, Inspect.Range] ++
             [Stream.Reducers, ErlangError, FunctionClauseError, KeyError, RuntimeError, UndefinedFunctionError]

  @fine """
  defmodule Warm do
    @moduledoc "Warm."
    defstruct [:name, n: 0]
    @type t :: %__MODULE__{}
    @spec sum([number], number) :: number
    def sum(list, acc \\\\ 0)
    def sum([], acc), do: acc
    def sum([h | t], acc) when is_number(h), do: sum(t, acc + h)
    def name(%__MODULE__{name: name} = warm), do: {"\#{name}", %{warm | n: 1}}
    def boom(x), do: raise(ArgumentError, "boom \#{x}")
  end

  unused = 1
  line = IO.gets("? ")
  for x <- 1..3, x > 1, do: IO.puts("\#{x} \#{String.trim(line)}")
  %{"a" => 1} |> Map.put("b", 2) |> Enum.map(fn {k, v} -> {k, v * 2} end) |> IO.inspect(label: "map")
  case Warm.sum([1, 2]) do
    3 -> [1, 2, 3] |> Stream.map(&(&1 * 2)) |> Enum.reduce(0, &+/2)
    _ -> :no
  end
  with {:ok, pid} <- Agent.start_link(fn -> 0 end), do: Agent.get(pid, & &1)
  Task.await(Task.async(fn -> 1 end))
  try do
    Warm.boom(1)
  rescue
    error in ArgumentError -> IO.puts(Exception.message(error))
  end
  """

  @tests """
  defmodule WarmTest do
    use ExUnit.Case
    setup do
      on_exit(fn -> :ok end)
      {:ok, n: 3}
    end
    test "passes", %{n: n} do
      assert Warm.sum([1, 2]) == n
      assert {"a", _} = Warm.name(%Warm{name: "a"})
      assert_raise ArgumentError, "boom 1", fn -> Warm.boom(1) end
    end
    describe "group" do
      test "fails", do: assert(Warm.sum([1, 2]) == [4, "a", %{b: 1.0}])
      test "raises", do: Warm.boom(1)
      test "does not match", do: assert({:ok, _} = Warm.sum([1]))
      test "is not true", do: assert(Warm.sum([]) == 1 and false)
    end
  end
  """

  @jobs [
    %{"main.exs" => @fine, ".tutorbox/tests/warm_test.exs" => @tests, ".tutorbox/source" => ""},
    %{"main.exs" => @fine, ".tutorbox/cases/1" => "a\n"},
    %{"main.exs" => "defmodule Warm do\n  def f(x), do: y\nend\n"},
    %{"main.exs" => "[1, 2"},
    %{"main.exs" => "Enum.map(nil, & &1)", ".tutorbox/files" => "main.exs"}
  ]

  def run do
    root = Path.join(File.cwd!(), ".tutorbox")
    File.mkdir_p!(root)
    Enum.each(@modules, &Code.ensure_loaded!/1)
    keep = Map.new(:code.all_loaded())
    settings = Application.get_all_env(:ex_unit)
    depth = :erlang.system_flag(:backtrace_depth, 8)
    silently(fn sink -> Enum.each(@jobs, &run(&1, root, sink, keep)) end)
    for {key, _} <- Application.get_all_env(:ex_unit), do: Application.delete_env(:ex_unit, key)
    Application.put_all_env(ex_unit: settings)
    :erlang.system_flag(:backtrace_depth, depth)
    File.rm_rf!(root)
  end

  defp run(files, root, sink, keep) do
    path = Path.join(root, "job.tar")
    :ok = :erl_tar.create(path, for({name, text} <- files, do: {to_charlist(name), text}))
    job = path |> File.read!() |> Job.unpack("", "main.exs", root)
    Wire.open("", sink, sink)
    Runner.run(job, sink)
    Wire.close()
    Program.reset(job, sink, keep)
  end

  # Output goes to a sink, that of the compiler too: it writes to whatever has the name `:standard_error`.
  defp silently(fun) do
    {:ok, sink} = StringIO.open("a\n")
    stderr = Process.whereis(:standard_error)
    rename(sink)
    fun.(sink)
    rename(stderr)
  end

  defp rename(new) do
    Process.unregister(:standard_error)
    Process.register(new, :standard_error)
  end
end

defmodule Tutorbox.Runner do
  # Boot, job, end.

  alias Tutorbox.{Job, Program, Report, Tests, Warmup, Wire}

  def main do
    Process.flag(:sensitive, true)
    {:ok, _} = Application.ensure_all_started(:ex_unit)
    Warmup.run()
    Job.expect()
    IO.write(Wire.encode(%{type: "ready", contract: 1, language: "elixir", version: System.version()}))
    serve()
  end

  defp serve do
    case read() do
      :eof ->
        System.halt(0)

      job ->
        Wire.open(job.nonce)
        Wire.mark(%{type: "started"})
        # From here on the job knows it no more: what is on a process's stack anybody may read.
        ending = run(%{job | nonce: ""}, Process.whereis(:user))
        code = Program.code(ending)
        settle()
        Wire.mark(%{type: "done", code: code})
        System.halt(code)
    end
  end

  defp read do
    Job.read()
  rescue
    error ->
      IO.puts(:stderr, "tutorbox runner: " <> Exception.message(error))
      System.halt(2)
  end

  # What the learner's code prints through a port of its own (`Port.open({:fd, 0, 1}, …)`) is written when there is room, and
  # after `done` nobody listens.
  defp settle do
    if Enum.any?(Port.list(), &unwritten?/1) do
      Process.sleep(1)
      settle()
    end
  end

  # Such a port's name is its two numbers.
  defp unwritten?(port) do
    case {Port.info(port, :name), :erlang.port_info(port, :queue_size)} do
      {{:name, [c | _]}, {:queue_size, size}} when c in ?0..?9 -> size > 0
      _ -> false
    end
  end

  @doc "A job, to the last record but `done`."
  def run(job, leader) do
    ending =
      if job.cases == [],
        do: Program.run(job, leader),
        else: Program.run_cases(job, leader)

    if ending == :ok and job.tests != [], do: Tests.run(job, leader)
    for path <- job.reports, do: Report.file(path, job.root)
    ending
  end
end

Code.put_compiler_option(:infer_signatures, true)
Tutorbox.Runner.main()
