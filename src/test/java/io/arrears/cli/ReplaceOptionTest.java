package io.arrears.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.Main;
import io.arrears.testing.Commands;
import io.arrears.testing.Overheard;
import io.arrears.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaceOptionTest {

    @Test
    void loadAndGenerateRefuseWhatAnotherMadeAndReplaceItWhenAsked(@TempDir Path folder) throws Exception {
        TestPostgres.schema("filled", "create table payments as select 1 as amount");
        Files.writeString(folder.resolve("payments.csv"), "amount\n2\n");
        Commands commands = new Commands(
                Main::execute,
                List.of(
                        "-D", "source.url=" + TestPostgres.url(),
                        "-D", "source.user=" + TestPostgres.user(),
                        "-D", "source.schema=filled"));
        refused("load", () -> commands.run("load", folder.toString()));
        refused("generate", () -> commands.run("generate", "--invoices", "1", "--seed", "1"));
        assertEquals(0, commands.run("load", "--replace", folder.toString()));
        assertEquals(0, commands.run("generate", "--invoices", "1", "--seed", "1"), "load made this table");
    }

    private interface Run {
        int exitCode();
    }

    private static void refused(String command, Run run) {
        try (Overheard said = new Overheard()) {
            assertEquals(2, run.exitCode());
            assertTrue(
                    said.text()
                            .contains("schema filled has a table that arrears " + command
                                    + " would drop and did not make: payments"),
                    said.text());
        }
    }
}
