package io.arrears.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.Processes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

    @TempDir
    private Path folder;

    /** 192.0.2.0/24 is nobody's (RFC 5737). */
    @Test
    void aSparkThatDoesNotStartIsTheOnlyFailureToldOf() throws Exception {
        Process query = Processes.arrears(
                        List.of(
                                "-Dspark.master=local[1]",
                                "-Dspark.driver.bindAddress=192.0.2.1",
                                "-Dspark.port.maxRetries=1"),
                        List.of("sql", "-D", "lake.root=" + folder.resolve("lake"), "select 1"))
                .redirectErrorStream(true)
                .start();
        String said = new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, query.waitFor(), said);
        assertTrue(said.contains("arrears: BindException: "), said);
        assertFalse(said.contains("NullPointerException"), said);
    }
}
