package io.arrears.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ArrearsException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeLockTest {

    @TempDir
    Path folder;

    @Test
    void oneRunHoldsTheLakeAtATime() {
        String root = folder.resolve("lake").toString();
        try (LakeLock first = LakeLock.take(root)) {
            ArrearsException held = assertThrows(ArrearsException.class, () -> LakeLock.take(root));
            assertEquals(75, held.exit().code());
            assertTrue(held.getMessage().contains(root), held.getMessage());
        }
        LakeLock.take(root).close();
    }
}
