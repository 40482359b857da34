package io.arrears.transform;

/** Columns that staging adds to the typed rows of a table. */
final class RowMarks {

    /** A boolean for each repair begins so. */
    static final String FIX = "fix_";

    /** Why a row cannot be used; null: it can. */
    static final String REFUSED = "refused_because";

    /** What a row says of its currency itself. */
    static final String STATED = "stated_currency";

    private RowMarks() {}
}
