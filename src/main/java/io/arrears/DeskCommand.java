package io.arrears;

import io.arrears.config.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arrears desk}: the scoring desk. It does not exist yet and says so. */
@Command(name = "desk", mixinStandardHelpOptions = true, description = "the scoring desk (not built yet)")
final class DeskCommand implements Runnable {

    @Mixin
    private SharedOptions shared;

    @Option(names = "--port", paramLabel = "N")
    private int port;

    @Override
    public void run() {
        throw new ConfigurationException("the scoring desk is not built yet; until then the worklist is a table: "
                + "scripts/arrears sql --conf FILE \"SELECT * FROM mart_recovery_worklist ORDER BY priority_rank\"");
    }
}
