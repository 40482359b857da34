package io.arrears.desk;

import java.util.List;

/** Rows of text under a header, one after the other: a file, or what a database gave. */
interface Records {

    List<String> header();

    /** Goes to the next row; false when there is none. */
    boolean next();

    /** The line the row begins on, from 1; a database's row counts like a line. */
    int line();

    /** The row's values, one for each column of the header; null where there is nothing. Only without a problem. */
    String[] cells();

    /** Why the row cannot be read, in words; null when it can. */
    String problem();

    /** The row as it was written, to show it. */
    String raw();

    /** What a person should know about how the text was read. */
    List<String> notes();

    /** Rows that came as such, from a database. */
    static Records of(List<String> header, List<String[]> rows) {
        return new Records() {
            private int at = -1;

            @Override
            public List<String> header() {
                return header;
            }

            @Override
            public boolean next() {
                return ++at < rows.size();
            }

            @Override
            public int line() {
                return at + 1;
            }

            @Override
            public String[] cells() {
                return rows.get(at);
            }

            @Override
            public String problem() {
                return null;
            }

            @Override
            public String raw() {
                return String.join(
                        ",",
                        java.util.Arrays.stream(cells())
                                .map(cell -> cell == null ? "" : cell)
                                .toList());
            }

            @Override
            public List<String> notes() {
                return List.of();
            }
        };
    }
}
