package io.arrears.cli;

import io.arrears.batch.Workspace;
import io.arrears.config.ConfigurationException;
import io.arrears.config.Settings;
import io.arrears.desk.server.DeskServer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arrears desk}: the scoring desk, until it is interrupted. */
@Command(
        name = "desk",
        mixinStandardHelpOptions = true,
        description = "the scoring desk: score a file or open what a run published, in the browser, without Spark")
public final class DeskCommand implements Runnable {

    @Mixin
    private SharedOptions shared;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "port to listen on, 0 for any free one; default: desk.port")
    private Integer port;

    /** The run of a day with the options of this desk. */
    private ProcessBuilder run(LocalDate day) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(shared.arguments());
        arguments.addAll(List.of("--as-of", day.toString()));
        return OwnProcess.of(arguments);
    }

    @Override
    public void run() {
        Settings settings = shared.settings();
        if (port != null && (port < 0 || port > 65_535)) {
            throw new ConfigurationException("--port " + port + ": expected 0 to 65535");
        }
        DeskServer desk = DeskServer.start(
                settings,
                port == null ? settings.desk().port() : port,
                () -> new Workspace(settings),
                this::run,
                System.err);
        System.out.println("The desk is open at " + desk.url() + " (Ctrl-C closes it)");
        if (!desk.isLoopback()) {
            System.err.println("arrears: all who can reach " + desk.url()
                    + " can use the desk: it has no login. It starts no runs.");
        }
        System.out.flush();
        Interruption.over();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            desk.close();
                            System.err.println("The desk is closed.");
                            // Closing the desk is its regular end; the signal's own code would say otherwise.
                            Runtime.getRuntime().halt(0);
                        },
                        "close-desk"));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            desk.close();
        }
    }
}
