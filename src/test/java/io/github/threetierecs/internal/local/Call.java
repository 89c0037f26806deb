package io.github.threetierecs.internal.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * One request on a connection of its own, from whatever address the PROXY protocol says.
 *
 * @param status the status of the answer, or 0 if there was none
 * @param headers the lines of its head
 * @param body its body
 */
record Call(int status, List<String> headers, String body) {

  /** Who answered: the first line of the body. */
  String by() {
    return body.lines().findFirst().orElse("");
  }

  /** The first header of a name, in the answer's head or among those that the target saw. */
  Optional<String> header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ": ";
    return java.util.stream.Stream.concat(headers.stream(), body.lines())
        .filter(it -> it.toLowerCase(Locale.ROOT).startsWith(start))
        .map(it -> it.substring(start.length()))
        .findFirst();
  }

  /** The name and value of a cookie that is set. */
  Optional<String> cookie(String name) {
    return headers.stream()
        .filter(
            it ->
                it.toLowerCase(Locale.ROOT)
                    .startsWith("set-cookie: " + name.toLowerCase(Locale.ROOT) + "="))
        .map(it -> it.substring("set-cookie: ".length()).split(";", -1)[0])
        .findFirst();
  }

  /** A request from 203.0.113.9, of which the lines after the first are headers. */
  static Call to(int port, String request) {
    return send("127.0.0.1", port, "203.0.113.9", false, request);
  }

  static Call from(String client, int port, String request) {
    return send("127.0.0.1", port, client, false, request);
  }

  static Call byTls(int port, String request) {
    return send("127.0.0.1", port, "203.0.113.9", true, request);
  }

  /** Without the PROXY protocol. */
  static Call plain(String host, int port, String request) {
    return send(host, port, "", false, request);
  }

  private static Call send(String host, int port, String client, boolean tls, String request) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 2000);
      socket.setSoTimeout(5000);
      socket.setTcpNoDelay(true);
      if (!client.isEmpty()) {
        socket
            .getOutputStream()
            .write("PROXY TCP4 %s 127.0.0.1 4711 80\r\n".formatted(client).getBytes(UTF_8));
      }
      Socket talk = tls ? encrypted(socket, port) : socket;
      String head = request.strip().replaceFirst("(?m)$", " HTTP/1.1").replace("\n", "\r\n");
      boolean named = head.toLowerCase(Locale.ROOT).contains("\r\nhost:");
      talk.getOutputStream()
          .write(
              (head + (named ? "" : "\r\nHost: shop.test") + "\r\nConnection: close\r\n\r\n")
                  .getBytes(UTF_8));
      return answer(talk.getInputStream());
    } catch (IOException e) {
      return new Call(0, List.of(), String.valueOf(e));
    }
  }

  private static Call answer(InputStream in) throws IOException {
    String text = new String(in.readAllBytes(), UTF_8);
    String[] parts = text.split("\r\n\r\n", 2);
    String[] head = parts[0].split("\r\n", -1);
    return text.isEmpty()
        ? new Call(0, List.of(), "")
        : new Call(
            Integer.parseInt(head[0].split(" ", -1)[1]),
            Arrays.asList(head).subList(1, head.length),
            parts.length > 1 ? parts[1] : "");
  }

  private static Socket encrypted(Socket socket, int port) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trusting()}, null);
      return context.getSocketFactory().createSocket(socket, "shop.test", port, false);
    } catch (java.security.GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** The certificate is made by the test. */
  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
