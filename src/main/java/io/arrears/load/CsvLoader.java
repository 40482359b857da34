package io.arrears.load;

import io.arrears.config.ArrearsException;
import io.arrears.config.ConfigurationException;
import io.arrears.config.ExitCode;
import io.arrears.pipeline.SourceUnavailableException;
import io.arrears.postgres.CopyWriter;
import io.arrears.postgres.OwnTables;
import io.arrears.postgres.SqlName;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/**
 * Fills source tables from the CSV files of a folder: one table per file, text columns named exactly as in the header.
 *
 * <p>All files in one transaction, streamed by COPY: either every table is replaced or none. An empty field without
 * quotes is null; any other text, {@code NULL} too, stays as it is.
 */
public final class CsvLoader {

    private static final int MAX_NAME_BYTES = 63;
    private static final int MAX_COLUMNS = 1600;

    /** A table that was filled. */
    public record Loaded(String table, Path file, long rows) {}

    private CsvLoader() {}

    /**
     * Replaces the tables of the same names in this schema, which is created where it is missing.
     *
     * @throws ConfigurationException when the folder cannot be used, or a table there may not be replaced
     * @throws ArrearsException when a file is no CSV; the message says which file and line; nothing is changed
     * @throws SourceUnavailableException when the database refuses
     */
    public static List<Loaded> load(Connection connection, String schema, Path dir, OwnTables.Replace replace) {
        List<CsvFile> files = CsvFile.in(dir);
        try {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                OwnTables tables = new OwnTables(connection, schema, "load");
                tables.prepare(files.stream().map(CsvFile::table).toList(), replace);
                List<Loaded> loaded = new ArrayList<>();
                for (CsvFile each : files) {
                    loaded.add(new Loaded(each.table(), each.file(), load(connection, tables, each)));
                }
                connection.commit();
                return loaded;
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new SourceUnavailableException("the database refuses to load " + dir + ": " + e.getMessage(), e);
        }
    }

    private static long load(Connection connection, OwnTables tables, CsvFile file) throws SQLException {
        String name = file.file().getFileName().toString();
        try (InputStream in = file.open()) {
            CsvReader reader = new CsvReader(name, in);
            List<String> columns = header(name, reader);
            String table = tables.create(
                    file.table(),
                    columns.stream()
                            .map(column -> SqlName.quoted(column) + " text")
                            .collect(Collectors.joining(", ")));
            return copy(connection, table, reader, columns.size());
        } catch (ZipException | EOFException e) {
            throw new ArrearsException(
                    ExitCode.BAD_REQUEST, name + ": the gzip file is damaged or cut short (" + e.getMessage() + ")");
        } catch (SQLException e) {
            throw new SQLException(name + ": " + e.getMessage(), e.getSQLState(), e);
        } catch (IOException e) {
            throw new ConfigurationException(file.file() + " cannot be read", e);
        }
    }

    private static List<String> header(String name, CsvReader reader) throws IOException {
        if (!reader.next()) {
            throw new ArrearsException(
                    ExitCode.BAD_REQUEST, name + ": the file is empty: expected a first line with the column names");
        }
        Set<String> columns = new LinkedHashSet<>();
        for (int i = 0; i < reader.fields(); i++) {
            String column = reader.text(i);
            if (column.isBlank()) {
                throw reader.broken(reader.line(), "column " + (i + 1) + " has no name");
            }
            if (!columns.add(column)) {
                throw reader.broken(reader.line(), "the column name '" + column + "' occurs twice");
            }
            if (column.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
                throw reader.broken(
                        reader.line(), "the column name '" + column + "' is longer than " + MAX_NAME_BYTES + " bytes");
            }
        }
        if (columns.size() == 1 && columns.iterator().next().matches(".*[;\t|].*")) {
            throw reader.broken(
                    reader.line(),
                    "the header has one column, '" + columns.iterator().next()
                            + "': expected commas between the columns");
        }
        if (columns.size() == 1) {
            reader.keepEmptyLines();
        }
        if (columns.size() > MAX_COLUMNS) {
            throw reader.broken(reader.line(), columns.size() + " columns: expected at most " + MAX_COLUMNS);
        }
        return List.copyOf(columns);
    }

    private static long copy(Connection connection, String table, CsvReader reader, int columns)
            throws SQLException, IOException {
        try (CopyWriter copy = new CopyWriter(connection, table)) {
            while (reader.next()) {
                if (reader.fields() != columns) {
                    throw reader.broken(
                            reader.line(), reader.fields() + " fields, but the header has " + columns + " columns");
                }
                writeRow(copy, reader);
            }
            return copy.end();
        }
    }

    private static void writeRow(CopyWriter copy, CsvReader reader) throws SQLException {
        for (int field = 0; field < reader.fields(); field++) {
            if (reader.isNull(field)) {
                copy.nullField();
            } else {
                copy.field(reader.bytes(), reader.start(field), reader.end(field));
            }
        }
        copy.endRow();
    }
}
