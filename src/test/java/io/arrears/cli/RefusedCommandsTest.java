package io.arrears.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.Main;
import io.arrears.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands over an empty lake that ask for what cannot be: exit code 2 and one line that says so. */
class RefusedCommandsTest {

    @TempDir
    Path lake;

    /** The line; what a run says of its stages is left out. */
    private String refused(String... command) {
        TestSpark.session();
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("-D", "lake.root=" + lake));
        PrintStream kept = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        int code;
        try {
            code = Main.execute(all.toArray(String[]::new));
        } finally {
            System.setErr(kept);
        }
        String said = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(2, code, said);
        List<String> lines = said.lines().filter(line -> !line.startsWith("[")).toList();
        assertEquals(1, lines.size(), said);
        assertFalse(said.contains("Exception"), said);
        return lines.get(0);
    }

    @Test
    void aVersionThatCannotBePromotedRolledBackOrTuned() {
        assertTrue(refused("models", "promote", "20251231-0123456789ab")
                .startsWith("arrears: no task has a version 20251231-0123456789ab; there are default []"));
        assertTrue(refused("models", "rollback", "default").contains("nothing to roll back to"));
        assertTrue(refused("models", "rollback", "everything").contains("there is no model task 'everything'"));
        assertTrue(refused("models", "tune", "--as-of", "2025-12-31", "--task", "default")
                .contains("abt_invoices has no slice yet"));
    }

    @Test
    void aStageWhoseTablesNoRunHasWritten() {
        String line =
                refused("run", "--as-of", "2025-12-31", "--only", "marts", "-D", "publish.postgres.enabled=false");
        assertTrue(
                line.matches("arrears: [a-z_]+ has no slice yet: run the stage that writes it, or the whole run .*"),
                line);
    }

    @Test
    void aStatementThatIsNoQuery() {
        assertEquals(
                "arrears: only statements that read are run here: select, with … select, show, describe",
                refused("sql", "selec"));
        assertTrue(refused("sql", "select 1 +").startsWith("arrears: [PARSE_SYNTAX_ERROR]"));
        assertTrue(refused("sql", "select no_such").startsWith("arrears: [UNRESOLVED_COLUMN"));
        assertTrue(refused("sql", "--as-of", "2025-12-31", "select 1")
                .startsWith("arrears: nothing is published for 2025-12-31 in the lake "));
    }

    @Test
    void aRunThatNeverWas() {
        assertTrue(refused("runs").startsWith("arrears: no run has been started in the lake "));
        assertTrue(refused("rollback", "--to", "r000001", "-D", "publish.postgres.enabled=false")
                .startsWith("arrears: there is no run r000001 in the lake "));
    }
}
