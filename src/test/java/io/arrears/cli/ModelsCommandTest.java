package io.arrears.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.Main;
import io.arrears.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {

    @TempDir
    Path lake;

    private String refused(String... command) {
        TestSpark.session();
        String[] all = java.util.Arrays.copyOf(command, command.length + 2);
        all[command.length] = "-D";
        all[command.length + 1] = "lake.root=" + lake;
        PrintStream kept = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertEquals(Main.BAD_CONFIGURATION, Main.execute(all));
        } finally {
            System.setErr(kept);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatCannotBePromotedRolledBackOrTunedIsSaidInOneLine() {
        assertTrue(refused("models", "promote", "20251231-0123456789ab")
                .startsWith("arrears: no task has a version 20251231-0123456789ab; there are default []"));
        assertTrue(refused("models", "rollback", "default").contains("nothing to roll back to"));
        assertTrue(refused("models", "rollback", "everything").contains("there is no model task 'everything'"));
        assertTrue(refused("models", "tune", "--as-of", "2025-12-31", "--task", "default")
                .contains("abt_invoices has no slice yet"));
    }
}
