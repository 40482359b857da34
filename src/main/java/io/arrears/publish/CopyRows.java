package io.arrears.publish;

import io.arrears.postgres.CopyWriter;
import io.arrears.postgres.PostgresLogin;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;

/**
 * Sends the rows of a partition, all columns as text, to a table by one COPY. A failed COPY leaves no row; a partition
 * that is sent twice meets the primary key when the rows are inserted, so nothing is ever counted double.
 */
final class CopyRows implements ForeachPartitionFunction<Row> {

    private static final long serialVersionUID = 1L;

    private final PostgresLogin login;
    private final String into;

    /** @param into the quoted table with its columns in brackets, in the order of the rows */
    CopyRows(PostgresLogin login, String into) {
        this.login = login;
        this.into = into;
    }

    @Override
    public void call(Iterator<Row> rows) throws SQLException {
        if (!rows.hasNext()) {
            return;
        }
        try (Connection connection = login.open();
                CopyWriter copy = new CopyWriter(connection, into)) {
            while (rows.hasNext()) {
                Row row = rows.next();
                for (int i = 0; i < row.size(); i++) {
                    copy.field(row.getString(i));
                }
                copy.endRow();
            }
            copy.end();
        }
    }
}
