package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedRows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateTest {

    private static final List<Table> STATE = List.of(Table.INT_BALANCES, Table.INT_INVOICES, Table.INT_ATTEMPTS,
            Table.INT_ORDERS, Table.INT_PAYMENTS, Table.INT_REFUNDS);

    @Test
    void absentTablesGiveEmptyTables() {
        StagedRows rows = StagedRows.on("2025-06-30", Map.of()).build(STATE);
        for (Table table : STATE) {
            assertEquals("0\n", rows.rows("select count(*) from " + table.sqlName()), table.sqlName());
        }
    }
}
