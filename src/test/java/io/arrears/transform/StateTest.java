package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.Table;
import io.arrears.testing.StagedRows;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateTest {

    @Test
    void absentTablesGiveEmptyTables() {
        StagedRows rows = StagedRows.on("2025-06-30", Map.of()).build(FinanceStages.STATE).build(Table.marts());
        for (Table table : Table.marts()) {
            assertEquals("0\n", rows.rows("select count(*) from " + table.sqlName()), table.sqlName());
        }
    }
}
