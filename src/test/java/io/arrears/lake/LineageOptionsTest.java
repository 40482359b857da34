package io.arrears.lake;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** conf/openlineage-options, as far as it can be looked at without OpenLineage. */
class LineageOptionsTest {

    private static final String LOCATION = "-Dspark.openlineage.transport.location=";

    /** OpenLineage makes the folder of its file, and gives up where the name has none. */
    @Test
    void theFileOfEventsNamesItsFolder() throws IOException {
        String location = Files.readAllLines(Path.of("conf/openlineage-options")).stream()
                .filter(line -> line.startsWith(LOCATION))
                .findFirst()
                .orElseThrow()
                .substring(LOCATION.length());
        assertNotNull(new File(location).getParentFile(), location);
    }
}
