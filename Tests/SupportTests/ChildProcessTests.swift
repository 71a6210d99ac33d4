import Glibc
import Support
import Testing

@Suite struct ChildProcessTests {
  @Test func `output, errors and the exit code are collected`() async throws {
    let result = try await ChildProcess.run("/bin/sh", ["-c", "echo out; echo err >&2; exit 4"])
    #expect(result.status == .exited(4))
    #expect(result.output == "out\n")
    #expect(result.errors == "err\n")
  }

  @Test func `more output than a pipe holds does not block the program`() async throws {
    let result = try await ChildProcess.run("/bin/sh", ["-c", "head -c 500000 /dev/zero"])
    #expect(result.status == .success)
    #expect(result.output.utf8.count == 500_000)
  }

  @Test func `a service is waited for, and killed without mercy`() async throws {
    let child = try ChildProcess("/bin/sh", ["-c", "echo listening; exec sleep 1000"])
    try await child.wait(forOutput: "listening")
    child.kill()
    #expect(try await child.waitForExit() == .killed(SIGKILL))
  }

  @Test func `a service that ends too early fails with what it said`() async throws {
    let child = try ChildProcess("/bin/sh", ["-c", "echo port in use >&2; exit 1"])
    let error = await #expect(throws: ProcessError.self) {
      try await child.wait(forOutput: "listening")
    }
    #expect(error?.description.contains("port in use") == true)
    #expect(error?.description.contains("exit code 1") == true)
  }

  @Test func `nothing outlives its reference`() async throws {
    var child: ChildProcess? = try ChildProcess("/bin/sh", ["-c", "echo up; exec sleep 1000"])
    try await child?.wait(forOutput: "up")
    let id = try #require(child?.processID)
    child = nil
    #expect(kill(id, 0) == -1 && errno == ESRCH)
  }

  @Test func `a file becomes standard input`() async throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write("a\nb\n", to: "deep/input.txt")
    let result = try await ChildProcess.run("/bin/cat", inputPath: path)
    #expect(result.output == "a\nb\n")
  }
}
