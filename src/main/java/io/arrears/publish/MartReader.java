package io.arrears.publish;

import io.arrears.config.Settings;
import io.arrears.lake.Lake;
import io.arrears.lake.Table;
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

    private final MartLogin login;
    private final String schema;

    private MartReader(MartLogin login, String schema) {
        this.login = login;
        this.schema = schema;
    }

    /**
     * Rows of one day as text.
     *
     * @param days every day the mart holds, newest first
     * @param day the day of the rows; null when the mart holds none
     */
    public record Rows(List<LocalDate> days, LocalDate day, List<String> columns, List<String[]> rows) {}

    /** Empty where {@code publish.postgres.enabled} is false. */
    public static Optional<MartReader> of(Settings settings, Optional<Settings.Login> embedded) {
        return MartLogin.of(settings, embedded)
                .map(login -> new MartReader(login, settings.postgres().schema()));
    }

    /**
     * Up to so many rows of a mart, in the order of its key.
     *
     * @param wanted the day, else the newest
     * @throws MartDatabaseException when the database cannot be reached or has no such mart
     */
    public Rows rows(Table mart, Optional<LocalDate> wanted, int most) {
        String table = MartColumns.quoted(schema) + "." + MartColumns.quoted(mart.sqlName());
        try (Connection connection = login.open()) {
            List<LocalDate> days = days(connection, table);
            LocalDate day = wanted.filter(days::contains).orElse(days.isEmpty() ? null : days.get(0));
            return read(
                    connection,
                    "select * from " + table + " where " + Lake.AS_OF + " = ? order by "
                            + mart.key().get(0),
                    days,
                    day,
                    most);
        } catch (SQLException e) {
            throw new MartDatabaseException("the mart database " + login + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<LocalDate> days(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "select " + Lake.AS_OF + " from " + table + " group by 1 order by 1 desc");
                ResultSet found = query.executeQuery()) {
            List<LocalDate> days = new ArrayList<>();
            while (found.next()) {
                days.add(found.getDate(1).toLocalDate());
            }
            return days;
        }
    }

    private static Rows read(Connection connection, String sql, List<LocalDate> days, LocalDate day, int most)
            throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setDate(1, day == null ? null : Date.valueOf(day));
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
            return new Rows(days, day, columns, rows);
        }
    }
}
