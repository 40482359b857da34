package io.arrears.ingest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table, view or query of the source, as found in the database.
 *
 * @param called how the owner calls it, for messages: {@code public.invoices} or {@code source.tables.invoices.query}
 * @param from the text after {@code from}, with its alias
 * @param alias that alias
 * @param columns its real columns that the role may read, in order
 * @param withheld names of columns that the role may not read
 * @param integerKey an integer column to split reads by
 * @param blocks pages of the table's file, 0 where rows have no place in a file of their own (views, queries)
 */
record Relation(
        String called,
        String from,
        String alias,
        List<Column> columns,
        List<String> withheld,
        Optional<String> integerKey,
        long blocks) {

    /** How a database compares two texts of a column, the strictest first. */
    enum Comparison {
        EXACT,
        WITHOUT_CASE,
        WITHOUT_CASE_AND_ACCENTS
    }

    /** A column by its real name, with the database's name of its type. */
    record Column(String name, String type, Comparison comparison) {

        private static final Pattern TYPED = Pattern.compile(
                "((tiny|small|medium|big)?(int|serial)|int|num|dec|fixed|float|double|real|money|date|time|year|bit"
                        + "|bool).*");

        /** Whether it is of a type of numbers or days: the source prints them all in one way, which has one meaning. */
        boolean isTyped() {
            return TYPED.matcher(type.toLowerCase(Locale.ROOT)).matches();
        }
    }

    /**
     * A table or view where the database has it, in the spelling of its catalogue; the last two as in {@link Relation}.
     */
    record Place(String schema, String table, Optional<String> integerKey, long blocks) {

        String called() {
            return schema + "." + table;
        }
    }
}
