package io.arrears.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * The message when the process has to end before its command is done (Ctrl-C, a scheduler's time limit): one line,
 * without the errors of what is shut down meanwhile.
 */
public final class Interruption {

    private static volatile boolean ended;

    private Interruption() {}

    /** From now on, until {@link #over}, an end of the process is an interruption. */
    public static void watch() {
        Runtime.getRuntime().addShutdownHook(new Thread(Interruption::tell, "interruption"));
    }

    /** The command has ended by itself. */
    public static void over() {
        ended = true;
    }

    private static void tell() {
        if (ended) {
            return;
        }
        Configurator.setAllLevels("", Level.OFF);
        System.err.println(
                "\narrears: stopped before the end. What was published stays; what had begun to be published is"
                        + " finished by the next start.");
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    }
}
