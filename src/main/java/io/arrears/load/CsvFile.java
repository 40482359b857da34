package io.arrears.load;

import io.arrears.config.ConfigurationException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * One CSV file of a folder and the table it becomes: {@code invoices.csv} and {@code invoices.csv.gz} give invoices.
 */
record CsvFile(Path file, String table) {

    private static final int BUFFER = 1 << 16;
    private static final int MAX_NAME_BYTES = 63;

    /** In the order of the table names. */
    static List<CsvFile> in(Path dir) {
        if (!Files.isDirectory(dir)) {
            throw new ConfigurationException(dir + " is no folder: expected one with a .csv or .csv.gz file per table");
        }
        List<CsvFile> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(dir)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                String table = tableName(each);
                if (table != null) {
                    found.add(new CsvFile(each, table));
                }
            }
        } catch (IOException e) {
            throw new ConfigurationException("the folder " + dir + " cannot be read", e);
        }
        found.sort(Comparator.comparing(CsvFile::table)
                .thenComparing(each -> each.file().toString()));
        check(dir, found);
        return found;
    }

    private static String tableName(Path file) {
        String name = file.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        for (String end : List.of(".csv", ".csv.gz")) {
            if (lower.endsWith(end) && name.length() > end.length()) {
                return name.substring(0, name.length() - end.length());
            }
        }
        return null;
    }

    private static void check(Path dir, List<CsvFile> found) {
        if (found.isEmpty()) {
            throw new ConfigurationException(
                    "the folder " + dir + " has no .csv or .csv.gz file: expected one per table, named as the table");
        }
        Map<String, Path> tables = new HashMap<>();
        for (CsvFile each : found) {
            Path other = tables.put(each.table(), each.file());
            if (other != null) {
                throw new ConfigurationException(
                        other + " and " + each.file() + " both give the table " + each.table() + ": keep one of them");
            }
            if (each.table().getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
                throw new ConfigurationException(each.file() + ": the name is too long for a table: expected at most "
                        + MAX_NAME_BYTES + " bytes");
            }
        }
    }

    InputStream open() throws IOException {
        InputStream bytes = Files.newInputStream(file);
        boolean packed = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        try {
            return packed ? new GZIPInputStream(bytes, BUFFER) : new BufferedInputStream(bytes, BUFFER);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }
}
