package io.arrears.testing;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** What the process prints, and what it logs with all causes, until it is closed. */
public final class Overheard implements AutoCloseable {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final OutputStreamAppender appender;

    public Overheard() {
        System.setOut(both(out));
        System.setErr(both(err));
        appender = OutputStreamAppender.createAppender(
                PatternLayout.newBuilder().withPattern("%p %c %m%n%throwable").build(),
                null,
                heard,
                "overheard",
                false,
                true);
        appender.start();
        context.getConfiguration().getRootLogger().addAppender(appender, Level.INFO, null);
        context.updateLoggers();
    }

    private PrintStream both(OutputStream one) {
        return new PrintStream(new Copied(one), true, StandardCharsets.UTF_8);
    }

    /** Writes on, and keeps a copy. */
    private final class Copied extends FilterOutputStream {

        Copied(OutputStream one) {
            super(one);
        }

        @Override
        public void write(int octet) throws IOException {
            super.out.write(octet);
            heard.write(octet);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            super.out.write(bytes, from, count);
            heard.write(bytes, from, count);
        }
    }

    public String text() {
        return heard.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        context.getConfiguration().getRootLogger().removeAppender("overheard");
        context.updateLoggers();
        appender.stop();
    }
}
