package io.arrears.model;

/** Fitted values as SQL literals. Anything but plain letters and digits is escaped, so data cannot become SQL. */
final class SqlText {

    private SqlText() {
    }

    static String name(String column) {
        return "`" + column.replace("`", "``") + "`";
    }

    /** A double literal that reads back as the same double. */
    static String number(double value) {
        return "(" + value + "D)";
    }

    static String text(String value) {
        StringBuilder literal = new StringBuilder("'");
        for (char c : value.toCharArray()) {
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == ' ' || c == '-' || c == '(' || c == ')');
            literal.append(plain ? String.valueOf(c) : "\\u%04X".formatted((int) c));
        }
        return literal.append("'").toString();
    }
}
