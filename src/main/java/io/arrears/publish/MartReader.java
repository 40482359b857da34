package io.arrears.publish;

import io.arrears.config.Settings;
import io.arrears.lake.Lake;
import io.arrears.lake.Table;
import io.arrears.postgres.PostgresLogin;
import io.arrears.postgres.SqlName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads published marts from the mart database, without Spark. */
public final class MartReader {

    private final PostgresLogin login;
    private final String schema;

    private MartReader(PostgresLogin login, String schema) {
        this.login = login;
        this.schema = schema;
    }

    /** Rows of one day as text. */
    public record Rows(List<String> columns, List<String[]> rows) {}

    /** Empty where {@code publish.postgres.enabled} is false. */
    public static Optional<MartReader> of(Settings settings, Optional<Settings.Login> embedded) {
        return MartLogin.of(settings, embedded)
                .map(login -> new MartReader(login, settings.postgres().schema()));
    }

    /**
     * The days whose rows a mart holds, newest first; none before the first run.
     *
     * @throws MartDatabaseException when the database cannot be reached
     */
    public List<LocalDate> days(Table mart) {
        try (Connection connection = login.open()) {
            return new MartSchema(connection, schema).days(mart);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * At most {@code most} rows of a mart and a day, in the order of its key.
     *
     * @throws MartDatabaseException when the database cannot be reached or has no such mart
     */
    public Rows rows(Table mart, LocalDate day, int most) {
        return rows(mart, day, "", List.of(), most);
    }

    /**
     * The same, of the rows whose column has one of these values.
     *
     * @param column a column of text; empty for all rows
     */
    public Rows rows(Table mart, LocalDate day, String column, List<String> values, int most) {
        String chosen = column.isEmpty() ? "" : " and " + SqlName.quoted(column) + " = any (?)";
        try (Connection connection = login.open()) {
            return read(
                    connection,
                    "select * from " + SqlName.quoted(schema, mart.sqlName()) + " where " + Lake.AS_OF + " = ?" + chosen
                            + " order by " + mart.key().get(0),
                    day,
                    column.isEmpty()
                            ? Optional.empty()
                            : Optional.of(connection.createArrayOf("text", values.toArray(String[]::new))),
                    most);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private MartDatabaseException unreadable(SQLException e) {
        return new MartDatabaseException("the mart database " + login + " cannot be read: " + e.getMessage(), e);
    }

    private static Rows read(Connection connection, String sql, LocalDate day, Optional<Array> values, int most)
            throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setDate(1, Date.valueOf(day));
            if (values.isPresent()) {
                query.setArray(2, values.get());
            }
            query.setFetchSize(10_000);
            query.setMaxRows(most);
            ResultSet found = query.executeQuery();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                columns.add(found.getMetaData().getColumnLabel(i));
            }
            List<String[]> rows = new ArrayList<>();
            while (found.next()) {
                String[] row = new String[columns.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = found.getString(i + 1);
                }
                rows.add(row);
            }
            return new Rows(columns, rows);
        }
    }
}
