package io.arrears.publish.alert;

import io.arrears.config.AlertSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One plain mail a notice, by SMTP (RFC 5321) with TLS from the start or by STARTTLS. */
final class SmtpSink implements Sink {

    private static final String END = "\r\n";

    private final AlertSettings.Smtp settings;

    SmtpSink(AlertSettings.Smtp settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "mail server " + settings.host().orElseThrow() + ":" + settings.port();
    }

    @Override
    public void tell(Notice notice) throws IOException {
        int millis = settings.timeoutSeconds() * 1000;
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(settings.host().orElseThrow(), settings.port()), millis);
            plain.setSoTimeout(millis);
            Talk talk = new Talk(settings.security().equals("tls") ? secured(plain) : plain);
            talk.expect("220");
            String offers = talk.ask("250", "EHLO arrears");
            if (settings.security().equals("starttls")) {
                if (!offers.contains("STARTTLS")) {
                    throw new IOException("it offers no STARTTLS; set alerts.smtp.security to tls, or to none");
                }
                talk.ask("220", "STARTTLS");
                talk = new Talk(secured(plain));
                talk.ask("250", "EHLO arrears");
            }
            send(talk, notice);
        }
    }

    private void send(Talk talk, Notice notice) throws IOException {
        if (settings.user().isPresent()) {
            String login = "\0" + settings.user().get() + "\0"
                    + settings.password().value().orElse("");
            talk.ask("235", "AUTH PLAIN " + base64(login));
        }
        talk.ask("250", "MAIL FROM:<" + settings.from().orElseThrow() + ">");
        for (String to : settings.to()) {
            talk.ask("25", "RCPT TO:<" + to + ">");
        }
        talk.ask("354", "DATA");
        talk.ask("250", mail(notice) + END + ".");
        talk.say("QUIT");
    }

    /** Encoded throughout, so that no line of an alert can be taken for a header or for the end of the mail. */
    private String mail(Notice notice) {
        String body =
                notice.title() + "\n\n" + notice.text() + "\n\nRun " + notice.run() + ", as of " + notice.asOf() + "\n";
        return String.join(
                END,
                List.of(
                        "From: <" + settings.from().orElseThrow() + ">",
                        "To: "
                                + String.join(
                                        ", ",
                                        settings.to().stream()
                                                .map(to -> "<" + to + ">")
                                                .toList()),
                        "Subject: =?UTF-8?B?" + base64(notice.title()) + "?=",
                        "MIME-Version: 1.0",
                        "Content-Type: text/plain; charset=utf-8",
                        "Content-Transfer-Encoding: base64",
                        "Auto-Submitted: auto-generated",
                        "",
                        Base64.getMimeEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8))));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private SSLSocket secured(Socket socket) throws IOException {
        SSLSocket secure = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(socket, settings.host().orElseThrow(), settings.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        // Without it any certificate of any host would do.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    /** Commands and replies. A login never shows in a message. */
    private static final class Talk {

        private final OutputStream out;
        private final BufferedReader in;

        Talk(Socket socket) throws IOException {
            out = socket.getOutputStream();
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void say(String command) throws IOException {
            out.write((command + END).getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        String ask(String code, String command) throws IOException {
            say(command);
            return expect(code);
        }

        String expect(String code) throws IOException {
            StringBuilder reply = new StringBuilder();
            while (true) {
                String line = in.readLine();
                if (line == null) {
                    throw new IOException("it closed the connection");
                }
                reply.append(line).append('\n');
                if (line.length() < 4 || line.charAt(3) != '-') {
                    break;
                }
            }
            if (!reply.toString().startsWith(code)) {
                throw new IOException("it answered " + reply.toString().strip());
            }
            return reply.toString();
        }
    }
}
