package io.arrears.cli;

import io.arrears.lake.Table;
import picocli.CommandLine.Command;

/** {@code arrears tables}: the catalogue, with layer and grain. */
@Command(name = "tables", mixinStandardHelpOptions = true, description = "show the tables of the lake and their grain")
public final class TablesCommand implements Runnable {

    @Override
    public void run() {
        for (Table table : Table.values()) {
            String grain = table.key().isEmpty() ? "as the source has it" : String.join(", ", table.key());
            System.out.printf("%-13s %-28s one row per %s%n", table.layer().folder(), table.sqlName(), grain);
        }
    }
}
