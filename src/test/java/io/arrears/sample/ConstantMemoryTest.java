package io.arrears.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.embedded.EmbeddedDatabase;
import io.arrears.load.CsvLoader;
import io.arrears.postgres.OwnTables;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heap of 48 MB does not hold a quarter of a million generated rows, nor a CSV file of 30 MB. */
class ConstantMemoryTest {

    private static final int CSV_ROWS = 500_000;

    @TempDir
    private Path dir;

    @Test
    void generatingAndLoadingNeedNoMoreMemoryForMoreRows() throws Exception {
        assertEquals("50000 500000", runInSmallHeap());
    }

    private String runInSmallHeap() throws Exception {
        Path csv = Files.createDirectory(dir.resolve("csv"));
        write(csv.resolve("large.csv"));
        // The server's programs are unpacked once per machine, in memory: here, where there is enough of it.
        EmbeddedDatabase.start(dir.resolve("server")).close();
        Process program = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx48m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        dir.resolve("server").toString(),
                        csv.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, program.waitFor(), said);
        return said;
    }

    private static void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,text,more\n");
            for (int i = 0; i < CSV_ROWS; i++) {
                out.write(i + ",\"some, quoted text\",and some more of it that is plain\n");
            }
        }
    }

    /** Prints the invoices generated and the rows loaded. */
    static final class Program {
        public static void main(String[] arguments) throws Exception {
            try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
                    Connection connection = database.connect()) {
                long invoices = Generator.generate(connection, "public", OwnTables.Replace.OWN, 50_000, 1, done -> {})
                        .rows()
                        .get("invoices");
                long rows = CsvLoader.load(connection, "public", Path.of(arguments[1]), OwnTables.Replace.OWN)
                        .get(0)
                        .rows();
                System.out.println(invoices + " " + rows);
            }
        }
    }
}
