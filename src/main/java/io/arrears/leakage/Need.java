package io.arrears.leakage;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Something a control cannot do without: a source table ({@code shipments}), a column ({@code orders.status}), any one
 * of several ({@code invoices.status|invoices.amount_paid}), a policy other than 0 ({@code policy.late_fee_rate}), or
 * what is set of finance ({@code finance.cash_discount}).
 */
record Need(List<String> anyOf) {

    private static final String FORM = "[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)?";

    static Need parse(String text) {
        List<String> anyOf = Arrays.stream(text.split("\\|")).map(String::strip).toList();
        for (String each : anyOf) {
            if (!each.matches(FORM)) {
                throw new IllegalArgumentException(
                        "needs '" + text + "': expected table, table.column or several with | "
                                + "between them, for example orders.status");
            }
        }
        return new Need(anyOf);
    }

    /**
     * What to say is missing: nothing when one alternative is there; the table alone when the source has none of it.
     */
    Optional<String> missingFrom(SourceColumns source) {
        if (anyOf.stream().anyMatch(source::has)) {
            return Optional.empty();
        }
        return Optional.of(String.join(
                " or ",
                anyOf.stream().map(each -> missing(each, source)).distinct().toList()));
    }

    private static String missing(String name, SourceColumns source) {
        if (tableOf(name).equals(SourceColumns.POLICY)) {
            return "leakage." + name.replace('_', '-');
        }
        if (tableOf(name).equals(SourceColumns.FINANCE)) {
            return name.replace('_', '-');
        }
        return source.has(tableOf(name)) ? name : tableOf(name);
    }

    private static String tableOf(String name) {
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    }

    @Override
    public String toString() {
        return String.join("|", anyOf);
    }
}
