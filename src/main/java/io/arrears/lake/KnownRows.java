package io.arrears.lake;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * The rows of a staging table that a day knew: SQL reads them as {@code known_<table>}, {@code known_invoices} for
 * {@code stg_invoices}. A row counts from the day on which it had happened and was known, and until a different row of
 * the same key contradicts it.
 */
public final class KnownRows {

    /** The column of every staging table with the day from which a row counts. */
    public static final String VISIBLE_FROM = "visible_from";

    /** The column of every staging table with the day on which a different row contradicts it. */
    public static final String CONFLICT_FROM = "conflict_from";

    private static final String STAGING = "stg_";
    private static final String KNOWN = "known_";

    private KnownRows() {}

    /** Whether a day knows a part of the rows of a table only: its name starts with {@code stg_}. */
    public static boolean has(Table table) {
        return table.sqlName().startsWith(STAGING);
    }

    /** {@code known_invoices}: the name of the view of a staging table. */
    public static String viewOf(Table staging) {
        return staging.sqlName().replaceFirst("^" + STAGING, KNOWN);
    }

    /** The staging table whose known rows have this name, if there is one. */
    public static Optional<Table> table(String name) {
        String view = name.toLowerCase(Locale.ROOT);
        return view.startsWith(KNOWN) ? Table.named(STAGING + view.substring(KNOWN.length())) : Optional.empty();
    }

    /**
     * The one condition on both clocks of a row, in SQL.
     *
     * @param day an expression of the day: a column, or a literal of {@link #literal}
     */
    public static String condition(String day) {
        return VISIBLE_FROM + " <= " + day + " and " + CONFLICT_FROM + " > " + day;
    }

    /** The day in SQL. */
    public static String literal(LocalDate day) {
        return "date '" + day + "'";
    }

    /** Makes the known rows of the staging table, which is a view of the session already, a view beside it. */
    public static void show(SparkSession session, Table staging, LocalDate day) {
        session.table(staging.sqlName()).where(condition(literal(day))).createOrReplaceTempView(viewOf(staging));
    }
}
