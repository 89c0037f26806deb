package io.github.threetierecs.internal.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** HAProxy as this machine has it, with files of ours. */
final class Haproxy implements AutoCloseable {

  /** Made once, because it takes half a second. */
  private static @Nullable String certificate;

  private final Process process;
  private final Path socket;
  private final Path log;

  private Haproxy(Process process, Path socket, Path log) {
    this.process = process;
    this.socket = socket;
    this.log = log;
  }

  /** What the environment names, or what is installed, which Debian has out of users' paths. */
  static Optional<Path> installed() {
    return Stream.concat(
            Stream.ofNullable(System.getenv("HAPROXY")).map(Path::of),
            Stream.concat(
                    Stream.of(
                        Optional.ofNullable(System.getenv("PATH"))
                            .orElse("")
                            .split(File.pathSeparator, -1)),
                    Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(it -> Path.of(it, "haproxy")))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What HAProxy has against a file, warnings too; nothing if it accepts it. */
  static String complaints(String text, Path directory) throws Exception {
    Path file = write(text, directory);
    Path output = directory.resolve("check.txt");
    Process check =
        new ProcessBuilder(executable(), "-c", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean accepted = check.waitFor(10, TimeUnit.SECONDS) && check.exitValue() == 0;
    String said = Files.readString(output);
    return accepted && !said.contains("[WARNING]") ? "" : said;
  }

  /** Runs a file until it is closed. */
  static Haproxy running(String text, Path directory) throws Exception {
    Path file = write(text, directory);
    Path log = directory.resolve("haproxy.log");
    Process process =
        new ProcessBuilder(executable(), "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Haproxy(process, directory.resolve("admin.sock"), log);
  }

  private static String executable() {
    return installed().orElseThrow().toString();
  }

  /** With this machine's directories in place of the container's. */
  private static Path write(String text, Path directory) throws Exception {
    Files.createDirectories(directory);
    if (text.contains("/run/certificates/")) {
      Files.writeString(directory.resolve("self-signed.pem"), certificate(directory));
    }
    return Files.writeString(
        directory.resolve("haproxy.cfg"),
        text.replace("ipv4@127.0.0.1:9999", directory.resolve("admin.sock").toString())
            .replace("/run/certificates/", directory + "/"));
  }

  private static String certificate(Path directory) throws Exception {
    String made = certificate;
    if (made == null) {
      made = newCertificate(directory.resolve("self-signed.p12"));
      certificate = made;
    }
    return made;
  }

  private static String newCertificate(Path store) throws Exception {
    char[] password = "of-a-test".toCharArray();
    new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(password)))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    KeyStore keys = KeyStore.getInstance(store.toFile(), password);
    return pem("PRIVATE KEY", keys.getKey("test", password).getEncoded())
        + pem("CERTIFICATE", keys.getCertificate("test").getEncoded());
  }

  private static String pem(String type, byte[] content) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
  }

  /** A command at the socket for administrators, and its answer. */
  String command(String command) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(UTF_8)));
      ByteBuffer answer = ByteBuffer.allocate(1 << 20);
      int read = 0;
      while (read >= 0 && answer.hasRemaining()) {
        read = channel.read(answer);
      }
      return new String(answer.array(), 0, answer.position(), UTF_8);
    }
  }

  /** Whether HAProxy takes a server for healthy. */
  boolean isUp(String server) throws IOException {
    return command("show stat")
        .lines()
        .map(it -> it.split(",", -1))
        .anyMatch(it -> it.length > 17 && it[1].equals(server) && it[17].startsWith("UP"));
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
