package io.arrears.transform;

import io.arrears.lake.KnownRows;
import io.arrears.lake.SourceTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The view {@code staged_rows}: the rows of every staging table with what each adds to the control totals. It is made
 * from {@link SourceTable}, so that a new source table cannot be forgotten.
 */
final class StagedUnion {

    static final String NAME = "staged_rows";

    private static final String HEADER = """
            -- grain: source_table, row_key
            -- kind: view
            """;

    static final SqlFile FILE = SqlFile.parse(
            NAME,
            HEADER
                    + Arrays.stream(SourceTable.values())
                            .map(StagedUnion::rowsOf)
                            .collect(Collectors.joining("union all\n")));

    private StagedUnion() {}

    private static String key(SourceTable table) {
        List<String> key = table.staging().key();
        return key.size() == 1 ? key.get(0) : "concat_ws('|', " + String.join(", ", key) + ")";
    }

    private static String rowsOf(SourceTable table) {
        boolean hasCurrency =
                table.columns().stream().anyMatch(column -> column.name().equals("currency"));
        String all = "'" + StagedTable.ALL_CURRENCIES + "'";
        String currency = hasCurrency ? "coalesce(" + RowMarks.STATED + ", " + all + ")" : all;
        return "select '" + table.sourceName() + "' as source_table, "
                + key(table) + " as row_key, " + currency + " as currency, cast(" + table.amount()
                + " as decimal(19, 4)) as amount, " + RowsOfAKey.COPIES + ", " + KnownRows.VISIBLE_FROM + ", "
                + KnownRows.CONFLICT_FROM + " from "
                + table.staging().sqlName() + "\n";
    }
}
