package io.arrears.sample;

import io.arrears.postgres.CopyWriter;
import io.arrears.postgres.SqlName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The table {@code sample_truth}: all true findings about a generated company, told while the company is played once more. */
public final class SampleTruth {

    private SampleTruth() {}

    /** Writes the truth about the company of this size and seed into a schema. */
    public static void write(Connection connection, String schema, long invoices, long seed) throws SQLException {
        String table = SqlName.quoted(schema, "sample_truth");
        try (Statement statement = connection.createStatement();
                CopyWriter copy = new CopyWriter(connection, table)) {
            statement.execute("drop table if exists " + table + "; create table " + table
                    + " (control_id text, entity_type text, entity_id text, invoice_id text, order_id text)");
            Generator.play(Company.of(seed), invoices, seed, done -> {}, book -> {
                for (Finding finding : Truth.of(book)) {
                    copy.field(finding.control());
                    copy.field(finding.entityType());
                    copy.field(finding.entity());
                    copy.field(finding.invoice() == 0 ? null : Long.toString(finding.invoice()));
                    copy.field(finding.order() == 0 ? null : Long.toString(finding.order()));
                    copy.endRow();
                }
            });
            copy.end();
        }
    }
}
