package io.arrears.ingest;

import java.util.List;
import java.util.Optional;

/**
 * A table, view or query of the source, as found in the database.
 *
 * @param called how the owner calls it, for messages: {@code public.invoices} or {@code source.tables.invoices.query}
 * @param from what stands after {@code from}: a bracketed query with its alias
 * @param alias that alias; a table's is its whole name, for in {@code "fi.receipts"."amount"} OpenLineage takes what stands
 *     before the column for the name of the table, and from {@code "amount"} it would leave out the schema and find nothing
 * @param columns its real columns, in order
 * @param integerKey an integer column to split reads by
 * @param blocks pages of the table's file, 0 where rows have no place in a file of their own (views, queries)
 */
record Relation(String called, String from, String alias, List<Column> columns, Optional<String> integerKey, long blocks) {

    /** A column by its real name, with the database's name of its type. */
    record Column(String name, String type) {
    }

    /** A table or view of a schema; one with pages has a place in the file for each row, {@code ctid}, to split reads by. */
    static Relation named(String schema, String table, List<Column> columns, Optional<String> integerKey, long blocks) {
        String called = schema + "." + table;
        String from = "(select " + (blocks > 0 ? "ctid, " : "") + "* from " + SqlName.quoted(schema, table) + ") as "
                + SqlName.quoted(called);
        return new Relation(called, from, called, columns, integerKey, blocks);
    }

    /** A column, as it stands in a query of {@link #from}. */
    String quoted(Column column) {
        return SqlName.quoted(alias, column.name());
    }
}
