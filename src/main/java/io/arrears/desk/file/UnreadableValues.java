package io.arrears.desk.file;

import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Values of optional columns that cannot be read and count as missing. */
public final class UnreadableValues {

    private final Columns columns;
    private final Map<Integer, Unreadable> byColumn = new TreeMap<>();

    UnreadableValues(Columns columns) {
        this.columns = columns;
    }

    /** The values of one column. */
    public static final class Unreadable {
        private final String column;
        /** A row may be read twice. */
        private final BitSet lines = new BitSet();

        private Unreadable(String column) {
            this.column = column;
        }

        public String column() {
            return column;
        }

        public int count() {
            return lines.cardinality();
        }

        public int firstLine() {
            return lines.nextSetBit(0);
        }
    }

    /** Counts a value that cannot be read. */
    void add(int column, int line) {
        byColumn.computeIfAbsent(column, any -> new Unreadable(columns.header().get(column)))
                .lines
                .set(line);
    }

    /** Each column that has some, in the order of the file. */
    public Collection<Unreadable> columns() {
        return byColumn.values();
    }
}
