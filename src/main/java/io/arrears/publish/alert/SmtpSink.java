package io.arrears.publish.alert;

import io.arrears.config.AlertSettings;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Sends one plain mail a notice, by SMTP with TLS from the start, by STARTTLS, or without either. */
final class SmtpSink implements Sink {

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
        Session session = Session.getInstance(properties());
        try (SMTPTransport transport = new SMTPTransport(session, null)) {
            transport.connect(
                    settings.host().orElseThrow(),
                    settings.port(),
                    settings.user().orElse(null),
                    settings.user().isPresent() ? settings.password().value().orElse("") : null);
            if (settings.user().isPresent() && !transport.supportsExtension("AUTH")) {
                throw new IOException("it offers no login; remove alerts.smtp.user, or name another server or port");
            }
            Message mail = mail(session, notice);
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (MessagingException e) {
            throw new IOException(answer(e), e);
        }
    }

    private Properties properties() {
        String millis = String.valueOf(settings.timeoutSeconds() * 1000L);
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.localhost", "arrears");
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        properties.setProperty(
                "mail.smtp.ssl.enable", String.valueOf(settings.security().equals("tls")));
        // Required, not only enabled: a server without STARTTLS would otherwise get the password in plain text.
        properties.setProperty(
                "mail.smtp.starttls.required",
                String.valueOf(settings.security().equals("starttls")));
        properties.setProperty("mail.smtp.auth", String.valueOf(settings.user().isPresent()));
        // Without it, a valid certificate of any other host is accepted.
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        // The right-hand side of the Message-ID; otherwise the name of this machine.
        properties.setProperty("mail.from", settings.from().orElseThrow());
        return properties;
    }

    /** The mail. Its body is encoded, so that no line of an alert can be read as a header or as the end of the mail. */
    private MimeMessage mail(Session session, Notice notice) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(settings.from().orElseThrow()));
        for (String to : settings.to()) {
            mail.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
        }
        mail.setSentDate(Date.from(Instant.now()));
        mail.setSubject(notice.title(), "UTF-8");
        mail.setText(
                notice.title() + "\n\n" + notice.text() + "\n\nRun " + notice.run() + ", as of " + notice.asOf() + "\n",
                "UTF-8");
        mail.setHeader("Content-Transfer-Encoding", "base64");
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.saveChanges();
        return mail;
    }

    /** What the server answered: the innermost exception has it, the outer ones only say that no mail was sent. */
    private static String answer(MessagingException failure) {
        Exception innermost = failure;
        while (innermost instanceof MessagingException outer && outer.getNextException() != null) {
            innermost = outer.getNextException();
        }
        String text = String.valueOf(innermost.getMessage()).strip();
        return text.startsWith("STARTTLS is required")
                ? "it offers no STARTTLS; set alerts.smtp.security to tls, or to none"
                : text;
    }
}
