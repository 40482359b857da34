package io.arrears.publish.report;

import java.util.ArrayList;
import java.util.List;

/** A table of the report: columns with their kinds, rows of values in that order. Chart, table and CSV all show it. */
record Grid(List<Column> columns, List<List<Object>> rows) {

    /**
     * One column.
     *
     * @param name of the column it is read from, which the dictionary of the marts explains
     */
    record Column(String name, String label, Kind kind) {}

    static Column text(String name, String label) {
        return new Column(name, label, Kind.TEXT);
    }

    static Column day(String name, String label) {
        return new Column(name, label, Kind.DAY);
    }

    static Column count(String name, String label) {
        return new Column(name, label, Kind.COUNT);
    }

    static Column money(String name, String label) {
        return new Column(name, label, Kind.MONEY);
    }

    static Column share(String name, String label) {
        return new Column(name, label, Kind.SHARE);
    }

    static Column number(String name, String label) {
        return new Column(name, label, Kind.NUMBER);
    }

    /** The columns of the facts, in this order. */
    static Grid of(List<Fact> facts, Column... columns) {
        List<List<Object>> rows = new ArrayList<>();
        for (Fact fact : facts) {
            List<Object> row = new ArrayList<>();
            for (Column column : columns) {
                row.add(fact.get(column.name()));
            }
            rows.add(row);
        }
        return new Grid(List.of(columns), rows);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The values of a column, by its label. */
    List<Object> values(String label) {
        int index = index(label);
        List<Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.get(index)));
        return values;
    }

    Column column(String label) {
        return columns.get(index(label));
    }

    private int index(String label) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).label().equals(label)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no column '" + label + "' among " + columns);
    }
}
